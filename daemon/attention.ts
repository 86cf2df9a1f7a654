import type { Member } from './core/member.ts';
import type { BackendRow, WallMs } from './core/model.ts';
import type { Pool } from './core/pool.ts';
import type { StoreHealth } from './core/ports.ts';
import type { Registry } from './core/registry.ts';

export interface AttentionParts {
  readonly registry: Registry;
  /** Sessions and reservations, and the most there may be. */
  readonly table: { readonly used: number; readonly limit: number };
  readonly store: Pick<StoreHealth, 'writable' | 'error'>;
  readonly nowMs: WallMs;
}

/** So many of a kind are named; of more, how many there are. */
const mostNamed = 5;
const nearlyFull = 0.9;

/** What needs a person now, worst first, each with what to look at next. Empty when nothing does. */
export function attention({ registry, table, store, nowMs }: AttentionParts): string[] {
  const members = registry.pools.flatMap((pool) => pool.members);
  return [
    ...(store.writable ? [] : [`the store can't write: ${store.error}; new sessions are refused, known ones served`]),
    ...few(registry.pools.filter(takesNobody), 'pools take no new session', ({ row }) => {
      return `no backend of pool "${row.name}" may take a new session; lbctl backends -o wide --pool ${row.name} says why`;
    }),
    ...few(
      registry.pools.filter((pool) => pool.isInPanic),
      'pools are mostly unhealthy',
      ({ row }) =>
        `more than half of pool "${row.name}" is unhealthy: look for a cause they share; no outage lets sessions go meanwhile`,
    ),
    ...few(
      members.filter(({ row }) => isDrainLate(row, nowMs)),
      'drains are late',
      (member) =>
        `the drain of ${nameOf(member)} is past its deadline with ${member.kept} left; lbctl drain ${member.row.id} --now lets them move`,
    ),
    ...few(
      members.filter(isDown),
      'backends are unhealthy',
      (member) => `${nameOf(member)} is unhealthy: ${member.row.healthReason}; lbctl backends show ${member.row.id}`,
    ),
    ...(table.used > nearlyFull * table.limit
      ? [`the session table has ${table.used} of ${table.limit}: raise max_sessions_total, or shorten idle timeouts`]
      : []),
  ];
}

/** Its deadline has passed and it is not over: that could not be written, or somebody has to decide about the rest. */
export function isDrainLate({ admin, drain }: BackendRow, nowMs: WallMs): boolean {
  if (admin !== 'draining' || drain === null) return false;
  if (drain.deadlineMs !== null) return drain.deadlineMs < nowMs;
  return drain.mode === 'hold' && drain.atDeadline === 'hold';
}

function takesNobody(pool: Pool): boolean {
  return pool.members.length > 0 && pool.eligible().length === 0;
}

/** It is to serve, or was until somebody cordoned it. */
function isDown({ row }: Member): boolean {
  return row.health === 'unhealthy' && (row.admin === 'active' || row.admin === 'cordoned');
}

function nameOf({ row }: Member): string {
  return row.pool === 'default' ? `backend "${row.id}"` : `backend "${row.id}" of pool "${row.pool}"`;
}

function few<T>(those: readonly T[], what: string, words: (each: T) => string): string[] {
  const named = those.slice(0, mostNamed).map(words);
  return those.length > mostNamed ? [...named, `${those.length} ${what} in all`] : named;
}
