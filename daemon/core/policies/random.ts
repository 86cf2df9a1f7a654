import type { Member } from '../member.ts';
import type { NonEmpty, SelectionPolicy } from '../policy.ts';

/** By chance, in proportion to the weights. */
export const random: SelectionPolicy = {
  name: 'random',
  choose(candidates, selection) {
    return drawByWeight(candidates, selection.random(0));
  },
};

/**
 * @param at in [0, 1)
 * @param except left out; there must be another one
 */
export function drawByWeight(candidates: NonEmpty<Member>, at: number, except?: Member): Member {
  let total = except === undefined ? 0 : -except.weight;
  for (const each of candidates) total += each.weight;
  let left = at * total;
  let last = candidates[0];
  for (const each of candidates) {
    if (each === except) continue;
    last = each;
    left -= each.weight;
    if (left < 0) return each;
  }
  return last; // rounding left a crumb
}
