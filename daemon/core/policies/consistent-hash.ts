import { type Fingerprint, unitInterval } from '../hash.ts';
import type { Member } from '../member.ts';
import type { NonEmpty, Selection, SelectionPolicy } from '../policy.ts';

/** Weighted rendezvous hashing: when a backend leaves, only its own sessions move. */
export const consistentHash: SelectionPolicy = {
  name: 'consistent_hash',
  choose(candidates, selection) {
    const key = selection.fingerprint();
    const bound = boundOf(candidates, selection);
    let best = candidates[0];
    let bestScore = -1;
    for (const next of candidates) {
      if (bound !== null && next.load + 1 > Math.ceil(bound * next.weight)) continue;
      const { weight } = next;
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

/** All candidates, the best first. */
export function inRendezvousOrder(candidates: readonly Member[], key: Fingerprint): Member[] {
  return candidates
    .map((member) => ({ member, score: score(unitInterval(key, member.fingerprint), member.weight) }))
    .sort((a, b) => b.score - a.score)
    .map(({ member }) => member);
}

// -weight / ln(u) makes the share of keys proportional to the weight (Schindelhauer & Schomaker, 2005).
function score(u: number, weight: number): number {
  return -weight / Math.log(u);
}

// With bounded loads (Mirrokni, Thorup & Zadimoghaddam, 2016) nobody gets more than c times its share, rounded up, and
// the rest goes to the next in rendezvous order. With c >= 1 there is always room for one more. Sessions a weight unit.
function boundOf(candidates: NonEmpty<Member>, { boundedLoad }: Selection): number | null {
  if (boundedLoad === 0) return null;
  let sessions = 1;
  let weight = 0;
  for (const each of candidates) {
    sessions += each.load;
    weight += each.weight;
  }
  return (boundedLoad * sessions) / weight;
}
