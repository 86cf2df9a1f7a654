import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { parseFilter } from '../../daemon/rpc/filter.ts';

describe('a filter', () => {
  test.each([
    ['backend = "api-1"', 'api-1'],
    ["backend = 'api-1'", 'api-1'],
    ['backend = api-1', 'api-1'],
    ['backend="api-1"', 'api-1'],
    ['  backend\t=\n api_1  ', 'api_1'],
    ['', ''],
    ['   ', ''],
  ])('%j asks for %j', (filter, backend) => {
    expect(parseFilter(filter)).toBe(backend);
  });

  test.each([
    ['zone = "eu"', 1, '"zone"'],
    ['  Backend = "a"', 3, '"Backend"'],
    ['= "a"', 1, 'expected a field'],
    ['"backend" = "a"', 1, 'expected a field'],
    ['backend', 8, 'expected ='],
    ['backend "a"', 9, 'expected ='],
    ['backend != "a"', 9, 'expected ='],
    ['backend =', 10, "expected a backend's id"],
    ['backend = =', 11, "expected a backend's id"],
    ['backend = "api', 11, 'never closed'],
    ['backend = \'api"', 11, 'never closed'],
    ['backend = ""', 11, "no backend's id"],
    ['backend = "a b"', 11, "no backend's id"],
    ['backend = api.1', 11, "no backend's id"],
    ['backend = "a" AND backend = "b"', 15, '"AND"'],
    ['backend = a b', 13, '"b"'],
    ['bäckend = a', 1, '"b"'],
  ])('%j is refused at character %d', (filter, position, why) => {
    let refused: unknown;
    try {
      parseFilter(filter);
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({
      kind: 'invalid-argument',
      metadata: { field: 'filter', position: String(position) },
    });
    expect((refused as LbError).message).toContain(why);
  });

  test('of any text is read or refused, never anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        try {
          expect(typeof parseFilter(text)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(LbError);
        }
      }),
    );
  });
});
