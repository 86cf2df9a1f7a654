import { describe, expect, test } from 'vitest';
import { leastSessions } from '../../../daemon/core/policies/least-sessions.ts';
import { members, selection } from '../../support/a-pool.ts';

function fill(candidates: ReturnType<typeof members>, count: number): number[] {
  for (let i = 0; i < count; i += 1) leastSessions.choose(candidates, selection('')).reserved += 1;
  return candidates.map(({ load }) => load);
}

describe('least sessions', () => {
  test('keeps the numbers even, and ties go by id', () => {
    const candidates = members({ a: 1, b: 1, c: 1 });
    expect(leastSessions.choose(candidates, selection('')).row.id).toBe('a');
    expect(fill(candidates, 300)).toEqual([100, 100, 100]);
  });

  test('goes by weight', () => {
    expect(fill(members({ a: 2, b: 1 }), 300)).toEqual([200, 100]);
  });

  test('fills up the one that lags behind', () => {
    const candidates = members({ a: 1, b: 1 });
    candidates[0].reserved = 50;
    expect(fill(candidates, 50)).toEqual([50, 50]);
  });
});
