import type { CookieFences } from '../core/cookie-fences.ts';
import type { Placement } from '../core/decide.ts';
import { explain } from '../core/explain.ts';
import { expiresAtMs, firstIdleTimeoutMs, leaseEndMs } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import type { BackendId, InstantMs, Outcome, PoolName, Reason, SessionId, WallMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import { isTrusted } from '../core/restore.ts';
import { hashedOf, type RouteRequest } from '../core/route-request.ts';
import type { Router } from '../core/router.ts';

/** Enough of a backend to connect to it. */
export interface Place {
  readonly backendId: BackendId;
  readonly address: string;
}

/** The answer to Route. */
export interface Assignment extends Place {
  /** Empty only in a preview of a session that has no id yet. */
  readonly sessionId: SessionId;
  readonly pool: PoolName;
  readonly outcome: Outcome;
  /** Null when kept. */
  readonly reason: Reason | null;
  readonly generation: number;
  /** Of the backend, when the session came to it. */
  readonly incarnation: number;
  readonly createdAtMs: WallMs;
  readonly expiresAtMs: WallMs;
  /** Undefined when none were asked for. */
  readonly fallbacks: readonly Place[] | undefined;
  /** Undefined when it was not asked for. */
  readonly explanation: readonly string[] | undefined;
}

/** Builds the answers to Route from the table as it stands. */
export class Answers {
  readonly #router: Router;
  readonly #clock: Clock;

  constructor(router: Router, clock: Clock) {
    this.#router = router;
    this.#clock = clock;
  }

  /** Of a session that is in the table. */
  of(
    request: RouteRequest,
    slot: number,
    home: Member,
    outcome: Outcome,
    reason: Reason | null,
    explanation: readonly string[] | undefined,
  ): Assignment {
    const { table } = this.#router;
    const { wallOffsetMs } = this.#clock;
    return {
      sessionId: request.sessionId,
      backendId: home.row.id,
      address: home.row.settings.address,
      pool: request.pool.row.name,
      outcome,
      reason,
      generation: table.records.generation(slot),
      incarnation: table.records.incarnation(slot),
      createdAtMs: table.records.createdAtMs(slot) + wallOffsetMs,
      expiresAtMs: expiresAtMs(table, slot, request.pool.settings) + wallOffsetMs,
      fallbacks: request.wish.maxFallbacks === 0 ? undefined : this.#fallbacks(request, home),
      explanation,
    };
  }

  /** Of a placement that is not made. */
  preview(request: RouteRequest, placement: Placement, nowMs: InstantMs): Assignment {
    const { kind, slot, reason, target } = placement;
    const as = placement.kind === 'assign' ? placement.as : undefined;
    const { wish, pool } = request;
    const { settings } = pool;
    const moves = kind === 'move';
    const { table } = this.#router;
    const { records } = table;
    const { wallOffsetMs } = this.#clock;
    const createdAtMs = moves ? records.createdAtMs(slot) : nowMs;
    const { idleTimeoutMs } = settings;
    // Who moves has asked twice: its lease is that of a session that comes back.
    const idleMs = moves ? table.idleTimeoutMs(slot, idleTimeoutMs) : firstIdleTimeoutMs(settings, wish.idleTimeoutMs);
    return {
      sessionId: moves ? request.sessionId : replacesIds(this.#router.fences, request) ? '' : wish.sessionId,
      backendId: target.row.id,
      address: target.row.settings.address,
      pool: pool.row.name,
      outcome: moves ? 'moved' : 'assigned',
      reason,
      generation: moves ? records.generation(slot) + 1 : (as?.generation ?? 1),
      incarnation: as?.incarnation ?? target.row.incarnation,
      createdAtMs: createdAtMs + wallOffsetMs,
      expiresAtMs: leaseEndMs(settings, createdAtMs, nowMs, idleMs) + wallOffsetMs,
      fallbacks: wish.maxFallbacks === 0 ? undefined : this.#fallbacks(request, target),
      explanation: wish.explain ? explain(this.#router, request, nowMs) : undefined,
    };
  }

  #fallbacks(request: RouteRequest, home: Member): Place[] {
    const { maxFallbacks, tried } = request.wish;
    const others = request.pool.fallbacks(hashedOf(request), home, maxFallbacks, tried);
    return others.map(({ row }) => ({ backendId: row.id, address: row.settings.address }));
  }
}

/** Does a client whose id is not known get a new one? Not if a cookie proves that lbd gave it. */
export function replacesIds(fences: CookieFences, request: RouteRequest): boolean {
  const { pool, wish } = request;
  return (wish.unknownId ?? pool.settings.unknownId) === 'replace' && !isTrusted(fences, request);
}
