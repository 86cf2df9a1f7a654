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
      if (next.load + 1 > bound(next)) continue;
      const nextScore = score(key, next);
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
    .map((member) => ({ member, score: score(key, member) }))
    .sort((a, b) => b.score - a.score)
    .map(({ member }) => member);
}

// -weight / ln(u) makes the share of keys proportional to the weight (Schindelhauer & Schomaker, 2005).
function score(key: Fingerprint, member: Member): number {
  return -member.weight / Math.log(unitInterval(key, member.fingerprint));
}

// With bounded loads (Mirrokni, Thorup & Zadimoghaddam, 2016) nobody gets more than c times its share, rounded up, and
// the rest goes to the next in rendezvous order. With c >= 1 there is always room for one more.
function boundOf(candidates: NonEmpty<Member>, { boundedLoad }: Selection): (member: Member) => number {
  if (boundedLoad === 0) return () => Number.POSITIVE_INFINITY;
  const sessions = candidates.reduce((sum, { load }) => sum + load, 1);
  const weight = candidates.reduce((sum, each) => sum + each.weight, 0);
  return (member) => Math.ceil((boundedLoad * sessions * member.weight) / weight);
}
