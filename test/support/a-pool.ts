import { type Fingerprint, fingerprint } from '../../daemon/core/hash.ts';
import { Member } from '../../daemon/core/member.ts';
import type { BackendRow } from '../../daemon/core/model.ts';
import type { Selection } from '../../daemon/core/policy.ts';

function aBackendRow(no: number, id: string, weight: number): BackendRow {
  return {
    no,
    pool: 'default',
    id,
    settings: { address: `${id}.test:80`, weight, zone: '', labels: {}, maxSessions: 0 },
    admin: 'active',
    health: 'unknown',
    healthReason: '',
    incarnation: 1,
    keptFrom: 1,
    brokenBecause: 'backend-removed',
    drainDeadlineMs: null,
    removed: false,
    version: 1,
    createdAtMs: 0,
  };
}

/** Backends by weight: `{ a: 5, b: 1 }`. */
export function members(weights: Readonly<Record<string, number>>): [Member, ...Member[]] {
  const [first, ...rest] = Object.entries(weights).map(([id, weight], i) => new Member(aBackendRow(i + 1, id, weight)));
  return [first!, ...rest];
}

/** One request's view, as a pool would give it. */
export function selection(text: string): Selection {
  let made: Fingerprint | undefined;
  return {
    fingerprint() {
      made ??= fingerprint(text);
      return made;
    },
  };
}

/** How often each id was chosen, as shares of all. */
export function sharesOf(ids: readonly string[]): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const id of ids) shares[id] = (shares[id] ?? 0) + 1 / ids.length;
  return shares;
}
