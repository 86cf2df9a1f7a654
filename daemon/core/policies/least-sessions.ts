import type { Member } from '../member.ts';
import type { SelectionPolicy } from '../policy.ts';

/** The backend with the fewest sessions for its weight, once it has the new one: a weight of 2 takes twice as many. */
export const leastSessions: SelectionPolicy = {
  name: 'least_sessions',
  choose(candidates) {
    return candidates.reduce((best, next) => (hasFewerSessions(next, best) ? next : best));
  },
};

// (a.load + 1) / a.weight < (b.load + 1) / b.weight, without the rounding of a division.
export function hasFewerSessions(a: Member, b: Member): boolean {
  return (a.load + 1) * b.weight < (b.load + 1) * a.weight;
}
