import { describe, expect, test } from 'vitest';
import { drainBounds, durationMsOf, leaseBounds, timestamp } from '../../daemon/rpc/times.ts';

describe('a duration', () => {
  test.each([
    [{ seconds: 0, nanos: 1_000_000 }, 1],
    [{ seconds: 1, nanos: 500_000_000 }, 1_500],
    [{ seconds: 1_800, nanos: 0 }, 1_800_000],
    [{ seconds: 1, nanos: 1 }, 1_001],
    [{ seconds: 365 * 86_400, nanos: 0 }, 365 * 86_400_000],
  ])('of %j is %d ms', (duration, ms) => {
    expect(durationMsOf(duration, 'idle_timeout', leaseBounds)).toBe(ms);
  });

  test.each([
    [{ seconds: 0, nanos: 0 }],
    [{ seconds: 0, nanos: 999_999 }],
    [{ seconds: -1, nanos: 0 }],
    [{ seconds: 0, nanos: -1 }],
    [{ seconds: 365 * 86_400, nanos: 1 }],
    [{ seconds: Number.MAX_SAFE_INTEGER, nanos: 0 }],
    [{ seconds: 1, nanos: -1 }],
    [{ seconds: -1, nanos: 1 }],
    [{ seconds: 1, nanos: 1_000_000_000 }],
    [{ seconds: 1, nanos: -1_000_000_000 }],
  ])('of %j is no lease', (duration) => {
    expect(() => durationMsOf(duration, 'pool.idle_timeout', leaseBounds)).toThrow(/^pool\.idle_timeout: /);
  });

  test('of a drain may be 0, and 24 h, and no more', () => {
    expect(durationMsOf({ seconds: 0, nanos: 0 }, 'deadline', drainBounds)).toBe(0);
    expect(durationMsOf({ seconds: 86_400, nanos: 0 }, 'deadline', drainBounds)).toBe(86_400_000);
    expect(() => durationMsOf({ seconds: 86_400, nanos: 1 }, 'deadline', drainBounds)).toThrow('0 s to 24 h');
    expect(() => durationMsOf({ seconds: 0, nanos: -1 }, 'deadline', drainBounds)).toThrow('0 s to 24 h');
  });
});

test.each([
  [0, { seconds: 0, nanos: 0 }],
  [1_700_000_000_123, { seconds: 1_700_000_000, nanos: 123_000_000 }],
  [1_700_000_000_123.75, { seconds: 1_700_000_000, nanos: 123_000_000 }],
])('%d ms is the timestamp %j', (ms, expected) => {
  expect(timestamp(ms)).toEqual(expected);
});
