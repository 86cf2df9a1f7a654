import { expect, test } from 'vitest';
import { verdictOn } from '../../daemon/session-filter/homes.ts';
import { parseSessionFilter } from '../../daemon/session-filter/parse.ts';

test.each([
  ['', 'all', 'all'],
  ['backend = web-1', 'all', 'none'],
  ['backend != web-1', 'none', 'all'],
  ['NOT backend = web-1', 'none', 'all'],
  ['idle > 5m', 'some', 'some'],
  ['NOT idle > 5m', 'some', 'some'],
  ['backend = web-1 AND idle > 5m', 'some', 'none'],
  ['backend = web-1 OR idle > 5m', 'all', 'some'],
  ['NOT (backend = web-1 OR idle > 5m)', 'none', 'some'],
  ['backend = web-1 AND NOT backend = web-2', 'all', 'none'],
  ['backend = web-1 AND backend = web-2', 'none', 'none'],
  ['backend = web-1 OR backend = web-2', 'all', 'all'],
])('of backends alone the filter "%s" knows: %s of web-1, %s of web-2', (text, ofFirst, ofSecond) => {
  const filter = parseSessionFilter(text);
  expect([verdictOn(filter, 'web-1'), verdictOn(filter, 'web-2')]).toEqual([ofFirst, ofSecond]);
});
