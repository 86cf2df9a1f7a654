import { describe, expect, test } from 'vitest';
import { leastConnections } from '../../../daemon/core/policies/least-connections.ts';
import { leastSessions } from '../../../daemon/core/policies/least-sessions.ts';
import { members, selection } from '../../support/a-pool.ts';

function fill(policy: typeof leastSessions, candidates: ReturnType<typeof members>, count: number): number[] {
  for (let i = 0; i < count; i += 1) {
    const chosen = policy.choose(candidates, selection(''));
    chosen.reserved += 1;
    chosen.sinceReport += 1;
  }
  return candidates.map(({ load }) => load);
}

describe('least sessions', () => {
  test('keeps the numbers even, and ties go by id', () => {
    const candidates = members({ a: 1, b: 1, c: 1 });
    expect(leastSessions.choose(candidates, selection('')).row.id).toBe('a');
    expect(fill(leastSessions, candidates, 300)).toEqual([100, 100, 100]);
  });

  test('goes by weight', () => {
    expect(fill(leastSessions, members({ a: 2, b: 1 }), 300)).toEqual([200, 100]);
  });

  test('fills up the one that lags behind', () => {
    const candidates = members({ a: 1, b: 1 });
    candidates[0]!.reserved = 50;
    expect(fill(leastSessions, candidates, 50)).toEqual([50, 50]);
  });
});

describe('least connections', () => {
  test('goes by the requests in flight that are reported, over all reporters', () => {
    const candidates = members({ a: 1, b: 1 });
    candidates[0]!.report('gw-1', 3);
    candidates[1]!.report('gw-1', 9);
    candidates[1]!.report('gw-1', 1);
    candidates[1]!.report('gw-2', 1);
    expect(leastConnections.choose(candidates, selection('')).row.id).toBe('b');
  });

  test('does not send everyone to one backend between two reports', () => {
    const candidates = members({ a: 1, b: 1 });
    candidates[0]!.report('gw', 10);
    candidates[1]!.report('gw', 0);
    expect(fill(leastConnections, candidates, 30)).toEqual([10, 20]);
  });

  test('goes by sessions while nobody reports', () => {
    expect(fill(leastConnections, members({ a: 2, b: 1 }), 300)).toEqual([200, 100]);
  });
});
