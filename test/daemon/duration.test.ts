import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../daemon/config/duration.ts';

test.each([
  ['1h30m', 5_400_000],
  ['500ms', 500],
  ['0s', 0],
  ['1m1m', 120_000],
  ['1h1m1s1ms', 3_661_001],
  ['99999h', 359_996_400_000],
])('%s is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each(['', '5', '-5s', '1.5h', '1d', '5 s', 's', '100000s', '1s1s1s1s1s', '1S'])('"%s" is no duration', (text) => {
  expect(parseDuration(text)).toBeNull();
});

test.each([0, 1, 999, 1_000, 90_000, 3_661_001])('%d ms is read as it is written', (ms) => {
  expect(parseDuration(formatDuration(ms))).toBe(ms);
});
