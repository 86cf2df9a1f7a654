import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../cli/duration.ts';

describe('a duration', () => {
  test.each([
    ['0s', 0],
    ['0h0m0s', 0],
    ['500ms', 500],
    ['1s', 1_000],
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    ['10s30m1h', 5_410_000],
    ['1h1m1s1ms', 3_661_001],
    ['99999h', 359_996_400_000],
  ])('%s is read as %d ms', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each([
    ['', 'is empty'],
    ['5', '5s, 5m or 5h'],
    ['-5m', 'no sign'],
    ['1.5h', 'no fractions'],
    ['1d', 'days are no unit'],
    ['100000s', 'five digits'],
    ['1h1m1s1ms1h', 'four parts'],
    ['5x', '"5x" is not a duration: write it like 1h30m'],
    ['5 m', 'write it like'],
    ['5M', 'write it like'],
    ['1h30', 'write it like'],
  ])('%j is refused, and the message says why', (text, why) => {
    expect(() => parseDuration(text)).toThrow(why);
  });

  test('is written back so that it reads the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 * 3_600_000 }), (durationMs) => {
        expect(parseDuration(formatDuration(durationMs))).toBe(durationMs);
      }),
    );
  });

  test('is written for people in its largest units only', () => {
    expect(formatDuration(5_401_000, 2)).toBe('1h30m');
    expect(formatDuration(3_605_000, 2)).toBe('1h');
    expect(formatDuration(0, 2)).toBe('0s');
  });
});
