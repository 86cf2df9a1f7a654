import { standing } from './core/affinity.ts';
import { LbError } from './core/errors.ts';
import { sessionKey } from './core/hash.ts';
import { expiresAtMs, leaseEndMs } from './core/lease.ts';
import type { Member } from './core/member.ts';
import type { BackendId, DurationMs, InstantMs, Outcome, PoolName, Reason, SessionId, WallMs } from './core/model.ts';
import type { Pending } from './core/pending.ts';
import type { Pool } from './core/pool.ts';
import { type Clock, UnknownOutcome } from './core/ports.ts';
import type { Decision, Placement, Refused, RouteRequest, Router } from './core/router.ts';
import type { Settlement } from './settlement.ts';

export interface RouteWish {
  readonly pool: PoolName;
  /** Empty when the client presents none. */
  readonly sessionId: SessionId;
  /** A valid address, or empty. */
  readonly clientIp: string;
  /** 0 when none was asked for. */
  readonly idleTimeoutMs: DurationMs;
  /** Decide, but claim and extend nothing. */
  readonly validateOnly: boolean;
}

/** The answer to Route. */
export interface Assignment {
  /** Empty only in a preview of a session that has no id yet. */
  readonly sessionId: SessionId;
  readonly backendId: BackendId;
  readonly address: string;
  readonly pool: PoolName;
  readonly outcome: Outcome;
  /** Null when kept. */
  readonly reason: Reason | null;
  readonly generation: number;
  readonly createdAtMs: WallMs;
  readonly expiresAtMs: WallMs;
}

/** What the faces of lbd ask of routing. */
export interface Routing {
  /**
   * Answers at once, without a promise, when the session is kept.
   *
   * @throws LbError `pool-not-found`, `no-eligible-backend`, `pool-full`, `session-table-full`, `store-unavailable`
   */
  route(wish: RouteWish): Assignment | Promise<Assignment>;
  /** True when there was a session to end. */
  endSession(pool: PoolName, sessionId: SessionId, who: string): Promise<boolean>;
}

export interface RoutingParts {
  readonly router: Router;
  readonly settlement: Settlement;
  readonly clock: Clock;
  /** Prefix of the session keys' hash. */
  readonly keySecret: string;
  readonly newSessionId: () => SessionId;
}

const refusals: Readonly<Record<Refused, (pool: PoolName) => string>> = {
  'no-eligible-backend': (pool) =>
    `no backend of pool "${pool}" may take a new session now; "lbctl backends --pool ${pool}" shows why, "lbctl backends add" adds one`,
  'pool-full': (pool) => `every backend of pool "${pool}" is at its max_sessions; raise it or add a backend`,
  'session-table-full': () => 'the session table is full; raise max_sessions_total or shorten idle timeouts',
};

/** How often one call may see its answer overtaken (a drain, an end) before it gives up. */
const attempts = 16;

/** The service around the core: decides, claims, settles, answers; joins concurrent claims on one key. */
export class RoutingService implements Routing {
  readonly #router: Router;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #keySecret: string;
  readonly #newSessionId: () => SessionId;

  constructor({ router, settlement, clock, keySecret, newSessionId }: RoutingParts) {
    this.#router = router;
    this.#settlement = settlement;
    this.#clock = clock;
    this.#keySecret = keySecret;
    this.#newSessionId = newSessionId;
  }

  route(wish: RouteWish): Assignment | Promise<Assignment> {
    const pool = this.#router.registry.pool(wish.pool);
    const request = this.#request(wish, pool, wish.sessionId === '' ? this.#newSessionId() : wish.sessionId);
    const nowMs = this.#clock.now();
    const decision = this.#router.decide(request, nowMs);
    if (decision.kind === 'kept') return this.#kept(request, decision.slot, decision.home, nowMs, wish.validateOnly);
    return this.#resolve(wish, request, decision, nowMs);
  }

  async endSession(poolName: PoolName, sessionId: SessionId, who: string): Promise<boolean> {
    const pool = this.#router.registry.pool(poolName);
    const key = sessionKey(this.#keySecret, pool.row.name, sessionId);
    for (let i = 0; i < attempts; i += 1) {
      const pending = this.#router.inFlight.ofKey(key);
      const slot = this.#router.table.find(key);
      if (slot < 0 && pending === undefined) return false;
      const end = slot < 0 ? undefined : this.#router.beginEnd(slot);
      if (end === undefined) {
        await this.#settlement.outcome(pending ?? this.#router.inFlight.ofSlot(slot)!);
        continue;
      }
      const lapsed = expiresAtMs(this.#router.table, slot, pool.settings) <= this.#clock.now();
      await this.#settlement.end([end], {
        kind: lapsed ? 'expired' : 'ended',
        who,
        reason: lapsed ? 'idle' : 'logout',
      });
      return !lapsed;
    }
    throw overtaken();
  }

  async #resolve(wish: RouteWish, first: RouteRequest, decided: Decision, atMs: InstantMs): Promise<Assignment> {
    let request = first;
    let decision = decided;
    let nowMs = atMs;
    for (let i = 0; i < attempts; i += 1) {
      if (decision.kind === 'refused') {
        throw new LbError(decision.why, refusals[decision.why](wish.pool), { metadata: { pool: wish.pool } });
      }
      if (decision.kind === 'kept') return this.#kept(request, decision.slot, decision.home, nowMs, wish.validateOnly);
      if (decision.kind === 'wait') {
        await this.#waitFor(decision.pending);
      } else if (
        decision.kind === 'assign' &&
        wish.sessionId === request.sessionId &&
        request.pool.settings.unknownId === 'replace'
      ) {
        request = this.#request(wish, request.pool, this.#newSessionId());
      } else if (wish.validateOnly) {
        return this.#preview(wish, request, decision, nowMs);
      } else {
        const claim = this.#router.claim(decision, request, nowMs);
        await this.#settlement.claim(claim, 'router');
        const { row } = claim;
        // Between claim and commit the backend may have failed or been drained or removed: then the session moves on at once.
        if (standing(claim.target, row.incarnation) === 'kept') {
          return this.#answer(request, row.slot, claim.target, claim.outcome, row.reason);
        }
      }
      nowMs = this.#clock.now();
      decision = this.#router.decide(request, nowMs);
    }
    throw overtaken();
  }

  /** An end that failed has changed nothing: the session lives on. Without a claim there is none; in doubt nobody knows. */
  async #waitFor(pending: Pending): Promise<void> {
    try {
      await this.#settlement.outcome(pending);
    } catch (error) {
      if (pending.kind === 'claim' || error instanceof UnknownOutcome) throw error;
    }
  }

  #request(wish: RouteWish, pool: Pool, sessionId: SessionId): RouteRequest {
    const key = sessionKey(this.#keySecret, pool.row.name, sessionId);
    return { pool, sessionId, key, clientIp: wish.clientIp, idleTimeoutMs: wish.idleTimeoutMs };
  }

  #kept(request: RouteRequest, slot: number, home: Member, nowMs: InstantMs, validateOnly: boolean): Assignment {
    if (!validateOnly) this.#router.keep(slot, request.pool.settings.idleTimeoutMs, nowMs);
    return this.#answer(request, slot, home, 'kept', null);
  }

  #answer(request: RouteRequest, slot: number, home: Member, outcome: Outcome, reason: Reason | null): Assignment {
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
      createdAtMs: table.records.createdAtMs(slot) + wallOffsetMs,
      expiresAtMs: expiresAtMs(table, slot, request.pool.settings) + wallOffsetMs,
    };
  }

  #preview(
    wish: RouteWish,
    request: RouteRequest,
    { kind, slot, reason, target }: Placement,
    nowMs: InstantMs,
  ): Assignment {
    const { settings } = request.pool;
    const moves = kind === 'move';
    const { table } = this.#router;
    const { wallOffsetMs } = this.#clock;
    const createdAtMs = moves ? table.records.createdAtMs(slot) : nowMs;
    const ownIdleMs = moves ? table.ownIdleTimeoutMs(slot) : wish.idleTimeoutMs;
    const idleMs = ownIdleMs > 0 ? Math.min(ownIdleMs, settings.idleTimeoutMs) : settings.idleTimeoutMs;
    return {
      sessionId: moves ? request.sessionId : settings.unknownId === 'adopt' ? wish.sessionId : '',
      backendId: target.row.id,
      address: target.row.settings.address,
      pool: request.pool.row.name,
      outcome: moves ? 'moved' : 'assigned',
      reason,
      generation: moves ? table.records.generation(slot) + 1 : 1,
      createdAtMs: createdAtMs + wallOffsetMs,
      expiresAtMs: leaseEndMs(settings, createdAtMs, nowMs, idleMs) + wallOffsetMs,
    };
  }
}

function overtaken(): LbError {
  return new LbError('store-unavailable', 'this session changes faster than it can be answered; try again');
}
