import type { Fingerprint } from './hash.ts';
import type { Member } from './member.ts';

export type NonEmpty<T> = readonly [T, ...T[]];

/** What a policy may know of the request and its moment. */
export interface Selection {
  /** Of whatever the pool hashes on; made only when a policy asks. */
  readonly fingerprint: () => Fingerprint;
  /** In [0, 1): the same for the same turn and `nth`, so that a preview draws what the claim will draw. */
  readonly random: (nth: number) => number;
  /** How many times its fair share a backend may have; 0 for no bound. */
  readonly boundedLoad: number;
}

/**
 * Chooses a backend for a session without a home. Candidates are eligible, have a weight over 0 and come in the order
 * of their ids; ties go to the first.
 */
export interface SelectionPolicy {
  readonly name: string;
  /** Changes nothing: a preview asks as well. */
  choose(candidates: NonEmpty<Member>, selection: Selection): Member;
  /** The choice was taken: whose turn is next? */
  taken?(candidates: NonEmpty<Member>, chosen: Member): void;
}
