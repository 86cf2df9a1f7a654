import type { SelectionPolicy } from '../policy.ts';

/**
 * Smooth weighted round robin: with weights 5, 1, 1 the order is a a b a c a a, never five a at once.
 *
 * @see nginx 1.3.1, whose upstream module brought the algorithm ("smooth weighted round-robin balancing")
 */
export const roundRobin: SelectionPolicy = {
  name: 'round_robin',
  choose(candidates) {
    let best = candidates[0];
    for (const next of candidates) if (next.turn + next.weight > best.turn + best.weight) best = next;
    return best;
  },
  taken(candidates, chosen) {
    for (const each of candidates) {
      each.turn += each.weight;
      chosen.turn -= each.weight;
    }
  },
};
