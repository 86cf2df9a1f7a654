import { type Fingerprint, unitInterval } from '../hash.ts';
import type { Member } from '../member.ts';
import type { SelectionPolicy } from '../policy.ts';

/** Weighted rendezvous hashing: when a backend leaves, only its own sessions move. */
export const consistentHash: SelectionPolicy = {
  name: 'consistent_hash',
  choose(candidates, selection) {
    const key = selection.fingerprint();
    let best = candidates[0];
    let bestScore = score(key, best);
    for (let i = 1; i < candidates.length; i += 1) {
      const next = candidates[i]!;
      const nextScore = score(key, next);
      if (nextScore > bestScore) {
        best = next;
        bestScore = nextScore;
      }
    }
    return best;
  },
};

// -weight / ln(u) makes the share of keys proportional to the weight (Schindelhauer & Schomaker, 2005).
function score(key: Fingerprint, member: Member): number {
  return -member.row.settings.weight / Math.log(unitInterval(key, member.fingerprint));
}
