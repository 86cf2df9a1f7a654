import { describe, expect, test } from 'vitest';
import { random } from '../../../daemon/core/policies/random.ts';
import { twoChoices } from '../../../daemon/core/policies/two-choices.ts';
import type { SelectionPolicy } from '../../../daemon/core/policy.ts';
import { members, selection, sharesOf } from '../../support/a-pool.ts';

function run(
  policy: SelectionPolicy,
  weights: Record<string, number>,
  count: number,
): { ids: string[]; loads: number[] } {
  const candidates = members(weights);
  const ids: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const chosen = policy.choose(candidates, selection('', turn));
    chosen.reserved += 1;
    ids.push(chosen.row.id);
  }
  return { ids, loads: candidates.map(({ load }) => load) };
}

describe('random', () => {
  test('gives shares in proportion to the weights', () => {
    const shares = sharesOf(run(random, { a: 1, b: 2, c: 1 }, 40_000).ids);
    expect(shares.a).toBeCloseTo(0.25, 1);
    expect(shares.b).toBeCloseTo(0.5, 1);
    expect(shares.c).toBeCloseTo(0.25, 1);
  });

  test('draws the same again for the same turn, so that a preview tells the truth', () => {
    expect(run(random, { a: 1, b: 1, c: 1 }, 200).ids).toEqual(run(random, { a: 1, b: 1, c: 1 }, 200).ids);
  });
});

describe('two choices', () => {
  test('is far more even than chance alone', () => {
    const weights = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`web-${i}`, 1]));
    const spread = (policy: SelectionPolicy) => Math.max(...run(policy, weights, 5_000).loads) - 100;
    expect(spread(twoChoices)).toBeLessThan(10);
    expect(spread(random)).toBeGreaterThan(15);
  });

  test('with one candidate takes it, and with two the emptier one', () => {
    expect(run(twoChoices, { a: 1 }, 3).ids).toEqual(['a', 'a', 'a']);
    expect(run(twoChoices, { a: 1, b: 1 }, 100).loads).toEqual([50, 50]);
  });
});
