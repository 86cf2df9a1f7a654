import { describe, expect, test } from 'vitest';
import { CommandError } from '../../cli/errors.ts';
import { expireTarget, labelFilter } from '../../cli/expire-target.ts';
import { parseInstant } from '../../cli/instant.ts';
import { parseKeyValues, parseLabelChanges } from '../../cli/key-values.ts';

describe('key=value', () => {
  test('is split at the first =, and may have an empty value', () => {
    expect(parseKeyValues('--label', ['a=b=c', 'd='])).toEqual({ a: 'b=c', d: '' });
  });

  test.each(['gold', '=gold', ''])('is not %j, and the flag is named', (text) => {
    expect(() => parseKeyValues('--header', [text])).toThrow(/^--header: ".*" is no key=value$/);
  });
});

describe('a change of labels', () => {
  test('sets by = and drops by a - at the end', () => {
    expect(parseLabelChanges(['user=ada', 'tier-', 'a-b=c-', 'x='])).toEqual({
      user: 'ada',
      tier: '',
      'a-b': 'c-',
      x: '',
    });
  });

  test.each(['user', '=ada', '-', ''])('is not %j', (text) => {
    expect(() => parseLabelChanges([text])).toThrow(/is no change of a label$/);
  });
});

describe('a moment', () => {
  const nowMs = Date.UTC(2026, 4, 1, 12, 0, 0);

  test.each([
    ['15m', nowMs - 900_000],
    ['0s', nowMs],
    ['2026-05-01T11:00:00Z', nowMs - 3_600_000],
    ['2026-05-01T13:00:00.5+02:00', nowMs - 3_600_000 + 500],
    ['2026-05-01T11:00Z', nowMs - 3_600_000],
  ])('%s is read', (text, timeMs) => {
    expect(parseInstant(text, nowMs)).toBe(timeMs);
  });

  test('without an offset is by the clock of the one who types', () => {
    expect(parseInstant('2026-05-01 14:00', nowMs)).toBe(new Date(2026, 4, 1, 14, 0).getTime());
    expect(parseInstant('2026-05-01', nowMs)).toBe(new Date(2026, 4, 1).getTime());
  });

  test.each(['', 'yesterday', '-5m', '2026-13-01', '2026-05-01T25:00:00Z', '12:60'])('%j is refused', (text) => {
    expect(() => parseInstant(text, nowMs)).toThrow(/is no moment: write how long ago it was, like 15m/);
  });

  test('takes a time of day as the last time it was so late', () => {
    const noon = new Date(2026, 4, 2, 12, 0).getTime();
    expect(parseInstant('11:59', noon)).toBe(noon - 60_000);
    expect(parseInstant('11:59:30', noon)).toBe(noon - 30_000);
    expect(parseInstant('12:01', noon)).toBe(new Date(2026, 4, 1, 12, 1).getTime());
    expect(() => parseInstant('24:00', noon)).toThrow('is no moment');
  });
});

describe('which sessions shall end', () => {
  const nothing = { all: false, pool: 'default', allPools: false };

  test('is said in exactly one way', () => {
    expect(expireTarget({ ...nothing, session: 'ada' }).target).toEqual({ pool: 'default', session_id: 'ada' });
    expect(expireTarget({ ...nothing, backend: 'api-1' }).target).toEqual({ pool: 'default', backend_id: 'api-1' });
    expect(expireTarget({ ...nothing, all: true, allPools: true }).target).toEqual({ pool: '', all: true });
    expect(expireTarget({ ...nothing, filter: 'idle > 5m' })).toEqual({
      which: 'all sessions of pool default with idle > 5m',
      target: { pool: 'default', filter: 'idle > 5m' },
    });
    expect(expireTarget({ ...nothing, label: ['user=ada'], allPools: true }).target).toEqual({
      pool: '',
      filter: 'labels.user = "ada"',
    });
  });

  test.each([
    [nothing],
    [{ ...nothing, session: 'ada', all: true }],
    [{ ...nothing, filter: 'idle > 5m', label: ['user=ada'] }],
    [{ ...nothing, filter: ' ' }],
    [{ ...nothing, filter: '', all: true }],
    [{ ...nothing, session: 'ada', allPools: true }],
  ])('is not said by %j', (wish) => {
    expect(() => expireTarget(wish)).toThrow(CommandError);
  });

  test('by labels is a filter in which quotes end nothing', () => {
    expect(labelFilter({ user: 'a"d\\a', tier: 'gold' })).toBe('labels.user = "a\\"d\\\\a" AND labels.tier = "gold"');
  });
});
