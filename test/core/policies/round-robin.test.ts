import { describe, expect, test } from 'vitest';
import { roundRobin } from '../../../daemon/core/policies/round-robin.ts';
import { members, selection } from '../../support/a-pool.ts';

function picks(candidates: ReturnType<typeof members>, count: number): string {
  let order = '';
  for (let i = 0; i < count; i += 1) {
    const chosen = roundRobin.choose(candidates, selection(''));
    roundRobin.taken?.(candidates, chosen);
    order += chosen.row.id;
  }
  return order;
}

describe('round robin', () => {
  test('gives everyone a turn, by id at first', () => {
    expect(picks(members({ a: 1, b: 1, c: 1 }), 7)).toBe('abcabca');
  });

  test('is smooth: with weights 5, 1, 1 the order is a a b a c a a', () => {
    expect(picks(members({ a: 5, b: 1, c: 1 }), 14)).toBe('aabacaaaabacaa');
  });

  test('takes a turn only when the choice is taken', () => {
    const candidates = members({ a: 1, b: 1 });
    for (let i = 0; i < 3; i += 1) expect(roundRobin.choose(candidates, selection('')).row.id).toBe('a');
  });

  test('is exact over each whole round, whatever the weights', () => {
    const order = picks(members({ a: 3, b: 2, c: 7 }), 120);
    expect([...'abc'].map((id) => order.split(id).length - 1)).toEqual([30, 20, 70]);
  });
});
