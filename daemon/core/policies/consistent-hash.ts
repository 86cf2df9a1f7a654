import { unitInterval } from '../hash.ts';
import type { SelectionPolicy } from '../policy.ts';

/** Weighted rendezvous hashing: when a backend leaves, only its own sessions move. */
export const consistentHash: SelectionPolicy = {
  name: 'consistent_hash',
  choose(candidates, selection) {
    const key = selection.fingerprint();
    let best = candidates[0];
    let bestScore = -1;
    for (const next of candidates) {
      const { weight } = next.row.settings;
      const u = unitInterval(key, next.fingerprint);
      // -ln(u) >= 1 - u: who can't win by this needs no logarithm, and that is nearly everybody.
      if (weight <= bestScore * (1 - u)) continue;
      const nextScore = score(u, weight);
      if (nextScore > bestScore) {
        best = next;
        bestScore = nextScore;
      }
    }
    return best;
  },
};

// -weight / ln(u) makes the share of keys proportional to the weight (Schindelhauer & Schomaker, 2005).
function score(u: number, weight: number): number {
  return -weight / Math.log(u);
}
