import type { Member } from '../core/member.ts';
import type { Registry } from '../core/registry.ts';

/** The most backends with series of their own. Each has about a dozen. */
export const mostBackends = 1_000;
/** No backend and no pool can have this name: theirs begin with a letter or a digit. */
export const otherName = '_other';

export interface LabelledBackends {
  readonly pool: string;
  readonly backend: string;
  /** One; many for those that stand together as `_other`. */
  readonly members: readonly Member[];
}

/**
 * Backends as metrics name them: by pool and id, and from the 1,001st on together. In the order in which they were
 * made, so that a new one takes no other's name away.
 */
export function labelledBackends(registry: Registry, most = mostBackends): LabelledBackends[] {
  const members = registry.pools.flatMap((pool) => pool.members).sort((a, b) => a.row.no - b.row.no);
  const named = members
    .slice(0, most)
    .map((member) => ({ pool: member.row.pool, backend: member.row.id, members: [member] }));
  const rest = members.slice(most);
  return rest.length === 0 ? named : [...named, { pool: otherName, backend: otherName, members: rest }];
}
