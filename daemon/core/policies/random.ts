import type { Member } from '../member.ts';
import type { NonEmpty, SelectionPolicy } from '../policy.ts';

/** By chance, in proportion to the weights. */
export const random: SelectionPolicy = {
  name: 'random',
  choose(candidates, selection) {
    return drawByWeight(candidates, selection.random(0));
  },
};

/** @param at in [0, 1) */
export function drawByWeight(candidates: NonEmpty<Member>, at: number): Member {
  let left = at * candidates.reduce((sum, { weight }) => sum + weight, 0);
  for (const each of candidates) {
    left -= each.weight;
    if (left < 0) return each;
  }
  return candidates[0]; // rounding left a crumb
}
