import { handleOf } from '../core/hash.ts';
import type { BackendId, PoolName, Reason, SessionKey, WallMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { RouteRequest } from '../core/route-request.ts';

export const violationCauses = ['claimed-elsewhere', 'served-elsewhere', 'home-lost'] as const;
export type ViolationCause = (typeof violationCauses)[number];

/** A session's stickiness that broke. */
export interface Violation {
  readonly atMs: WallMs;
  readonly cause: ViolationCause;
  readonly pool: PoolName;
  /** The id where it may be read, else the handle. */
  readonly session: string;
  /** Where the session belongs. */
  readonly backendId: BackendId;
  /** Where it was, or believed to be. */
  readonly otherBackendId: BackendId;
}

/** The newest ones are kept to be read, all are counted: the journal has the moves themselves. */
const mostKept = 10_000;

/** Reasons by which a session lost what its home remembered; a drain is a plan, not a loss. */
const losses: ReadonlySet<Reason> = new Set<Reason>([
  'backend-unhealthy',
  'backend-removed',
  'backend-restarted',
  'connect-failed',
]);

/** Counts and keeps affinity violations: served by, or believed to be on, another backend than the session's. */
export class Violations {
  readonly counts: Record<ViolationCause, number> = { 'claimed-elsewhere': 0, 'served-elsewhere': 0, 'home-lost': 0 };
  readonly #clock: Clock;
  #kept: Violation[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The newest, oldest first. @param pool empty for all */
  list(pool: PoolName | '', limit: number): Violation[] {
    const those = pool === '' ? this.#kept : this.#kept.filter((violation) => violation.pool === pool);
    return those.slice(-limit);
  }

  /** The client believed another backend to be its home. */
  claimedElsewhere(request: RouteRequest, homeId: BackendId, claimedId: BackendId): void {
    this.#add('claimed-elsewhere', request.pool.row.name, sessionOf(request), homeId, claimedId);
  }

  /** A data plane served the session from another backend. */
  servedElsewhere(pool: PoolName, session: string, homeId: BackendId, servedId: BackendId): void {
    this.#add('served-elsewhere', pool, session, homeId, servedId);
  }

  /** The session had to move; what its home remembered is gone with it, unless a drain planned it. */
  homeLost(request: RouteRequest, beforeId: BackendId, nowId: BackendId, reason: Reason): void {
    if (losses.has(reason)) this.#add('home-lost', request.pool.row.name, sessionOf(request), nowId, beforeId);
  }

  #add(cause: ViolationCause, pool: PoolName, session: string, backendId: BackendId, otherBackendId: BackendId): void {
    this.counts[cause] += 1;
    this.#kept.push({ atMs: this.#clock.wallNow(), cause, pool, session, backendId, otherBackendId });
    if (this.#kept.length >= 2 * mostKept) this.#kept = this.#kept.slice(-mostKept);
  }
}

function sessionOf({
  pool,
  sessionId,
  key,
}: {
  pool: { settings: { sessionIds: string } };
  sessionId: string;
  key: SessionKey;
}): string {
  return pool.settings.sessionIds === 'sealed' ? handleOf(key) : sessionId;
}
