import type { SelectionPolicy } from '../policy.ts';
import { hasFewerSessions } from './least-sessions.ts';
import { drawByWeight } from './random.ts';

/**
 * Draws two by weight and takes the one with fewer sessions: nearly as even as looking at all of them, and no herd
 * where the counts are old.
 *
 * @see M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, 2001
 */
export const twoChoices: SelectionPolicy = {
  name: 'two_choices',
  choose(candidates, selection) {
    const one = drawByWeight(candidates, selection.random(0));
    if (candidates.length === 1) return one;
    const other = drawByWeight(candidates, selection.random(1), one);
    return hasFewerSessions(other, one) ? other : one;
  },
};
