import { type Decision, type Placement, type Refused, reactionTo } from './core/decide.ts';
import { LbError } from './core/errors.ts';
import { explain } from './core/explain.ts';
import { sessionKey } from './core/hash.ts';
import { expiresAtMs, idleTimeoutOf } from './core/lease.ts';
import type { Member } from './core/member.ts';
import { type BackendId, type InstantMs, mark, type Outcome, type PoolName, type Reason, type SessionId, type WallMs } from './core/model.ts';
import type { Pool } from './core/pool.ts';
import type { Clock } from './core/ports.ts';
import { hashedOf, type RouteRequest, type RouteWish } from './core/route-request.ts';
import type { Router } from './core/router.ts';
import type { Evictor } from './evictor.ts';
import type { Holds } from './holds.ts';
import type { Settlement } from './settlement.ts';
import type { Violations } from './violations.ts';

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
  readonly createdAtMs: WallMs;
  readonly expiresAtMs: WallMs;
  /** Undefined when none were asked for. */
  readonly fallbacks: readonly Place[] | undefined;
  /** Undefined when it was not asked for. */
  readonly explanation: readonly string[] | undefined;
}

/** What the faces of lbd ask of routing. */
export interface Routing {
  /**
   * Answers at once, without a promise, when the session is kept.
   *
   * @throws LbError `pool-not-found`, `no-eligible-backend`, `pool-full`, `session-table-full`, `home-unavailable`,
   * `store-unavailable`
   */
  route(wish: RouteWish): Assignment | Promise<Assignment>;
  /** True when there was a session to end. */
  endSession(pool: PoolName, sessionId: SessionId, who: string): Promise<boolean>;
}

export interface RoutingParts {
  readonly router: Router;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly holds: Holds;
  readonly evictor: Evictor;
  readonly violations: Violations;
  /** Prefix of the session keys' hash. */
  readonly keySecret: string;
  readonly newSessionId: () => SessionId;
}

const refusals: Readonly<Record<Refused, (pool: PoolName, home: string) => string>> = {
  'no-eligible-backend': (pool) =>
    `no backend of pool "${pool}" may take a new session now; "lbctl backends --pool ${pool}" shows why, "lbctl backends add" adds one`,
  'pool-full': (pool) => `every backend of pool "${pool}" is at its max_sessions; raise it or add a backend`,
  'session-table-full': () => 'the session table is full; raise max_sessions_total or shorten idle timeouts',
  'home-unavailable': (pool, home) =>
    `the session's home "${home}" can't take it now, and pool "${pool}" moves it nowhere else yet; try again`,
};

/** How often one call may see its answer overtaken (a drain, an end) before it gives up. */
const attempts = 16;

/** The service around the core: decides, claims, settles, answers; joins concurrent claims on one key. */
export class RoutingService implements Routing {
  readonly #parts: RoutingParts;
  readonly #router: Router;
  readonly #clock: Clock;

  constructor(parts: RoutingParts) {
    this.#parts = parts;
    this.#router = parts.router;
    this.#clock = parts.clock;
  }

  route(wish: RouteWish): Assignment | Promise<Assignment> {
    const pool = this.#router.registry.pool(wish.pool);
    const request = this.#request(wish, pool, wish.sessionId === '' ? this.#parts.newSessionId() : wish.sessionId);
    const nowMs = this.#clock.now();
    const decision = this.#router.decide(request, nowMs);
    if (decision.kind === 'kept' && wish.labels === undefined) {
      return this.#kept(request, decision.slot, decision.home, nowMs);
    }
    return this.#resolve(request, decision, nowMs);
  }

  async endSession(poolName: PoolName, sessionId: SessionId, who: string): Promise<boolean> {
    const { settings } = this.#router.registry.pool(poolName);
    const key = sessionKey(this.#parts.keySecret, poolName, sessionId);
    const { settlement } = this.#parts;
    for (let i = 0; i < attempts; i += 1) {
      const pending = this.#router.inFlight.ofKey(key);
      const slot = this.#router.table.find(key);
      if (slot < 0 && pending === undefined) return false;
      const end = slot < 0 ? undefined : this.#router.beginEnd(slot);
      if (end === undefined) {
        await settlement.outcome(pending ?? this.#router.inFlight.ofSlot(slot)!);
        continue;
      }
      const lapsed = expiresAtMs(this.#router.table, slot, settings) <= this.#clock.now();
      await settlement.end([end], { kind: lapsed ? 'expired' : 'ended', who, reason: lapsed ? 'idle' : 'logout' });
      return !lapsed;
    }
    throw overtaken();
  }

  async #resolve(first: RouteRequest, decided: Decision, atMs: InstantMs): Promise<Assignment> {
    const { wish } = first;
    let request = first;
    let decision = decided;
    let nowMs = atMs;
    let heldUntilMs: InstantMs | undefined;
    for (let i = 0; i < attempts; i += 1) {
      if (decision.kind === 'refused') {
        if (decision.why !== 'session-table-full' || wish.validateOnly || !(await this.#parts.evictor.makeRoom())) {
          throw refused(decision, request, this.#clock);
        }
      } else if (decision.kind === 'kept') {
        const merged = wish.labels === undefined || wish.validateOnly || (await this.#label(request, decision.slot));
        if (merged) return this.#kept(request, decision.slot, decision.home, nowMs);
      } else if (decision.kind === 'wait') {
        await this.#parts.settlement.outcome(decision.pending);
      } else if (decision.kind === 'hold') {
        heldUntilMs ??= nowMs + request.pool.settings.holdForMs;
        if (!wish.mayWait || wish.validateOnly) throw refused({ why: 'home-unavailable', home: decision.home }, request, this.#clock);
        if (await this.#parts.holds.wait(decision.home, heldUntilMs - nowMs)) i -= 1; // being woken is no being overtaken
      } else if (decision.kind === 'assign' && request === first && wish.sessionId !== '' && replaces(request.pool)) {
        request = this.#request(wish, request.pool, this.#parts.newSessionId());
      } else if (wish.validateOnly) {
        return this.#preview(request, decision, nowMs);
      } else {
        const assigned = await this.#claim(request, decision, nowMs);
        if (assigned !== undefined) return assigned;
      }
      nowMs = this.#clock.now();
      decision = this.#router.decide(request, nowMs, heldUntilMs !== undefined && nowMs >= heldUntilMs);
    }
    throw overtaken();
  }

  /** Undefined when the backend was drained or removed between claim and commit: then the session moves on at once. */
  async #claim(request: RouteRequest, placement: Placement, nowMs: InstantMs): Promise<Assignment | undefined> {
    const explanation = request.wish.explain ? explain(this.#router, request, nowMs) : undefined;
    const before = placement.kind === 'move' ? this.#router.home(placement.slot) : undefined;
    const claim = this.#router.claim(placement, request, nowMs);
    const { row, outcome, target } = claim;
    await this.#parts.settlement.claim(claim, request.sessionId, {
      kind: outcome === 'moved' ? 'moved' : 'assigned',
      who: 'router',
      reason: row.reason,
      ...(before && { detail: `from ${before.row.id}` }),
    });
    if (before !== undefined) this.#parts.violations.homeLost(request, before.row.id, target.row.id, row.reason);
    if (!target.keeps(row.incarnation)) return undefined;
    this.#checkClaimed(request, target);
    return this.#answer(request, row.slot, target, outcome, row.reason, explanation);
  }

  /** Merges labels into a kept session; false when the session changed meanwhile. */
  async #label(request: RouteRequest, slot: number): Promise<boolean> {
    const { wish } = request;
    const fresh = this.#router.table.labelsToldAnew(slot, wish.labels!);
    if (!fresh) return true;
    const claim = this.#router.change(slot, { labels: wish.labels!, reason: this.#router.reasonOfLast(slot) }, this.#clock.now());
    if (claim === undefined) return false;
    await this.#parts.settlement.claim(claim, request.sessionId, { kind: 'session-updated', who: 'router', reason: 'labels' });
    this.#router.table.labelsTold(slot, wish.labels!);
    return true;
  }

  #request(wish: RouteWish, pool: Pool, sessionId: SessionId): RouteRequest {
    return { pool, sessionId, key: sessionKey(this.#parts.keySecret, pool.row.name, sessionId), wish };
  }

  #kept(request: RouteRequest, slot: number, home: Member, nowMs: InstantMs): Assignment {
    const { table, touches } = this.#router;
    const { wish } = request;
    const untold = (table.records.marks(slot) & mark.untold) !== 0;
    const reason = untold ? this.#router.reasonOfLast(slot) : null;
    const explanation = wish.explain ? explain(this.#router, request, nowMs) : undefined;
    if (!wish.validateOnly) {
      touches.seen(slot, idleTimeoutOf(table, slot, request.pool.settings), nowMs);
      if (wish.claimedBackendId !== '') this.#checkClaimed(request, home);
    }
    return this.#answer(request, slot, home, untold ? 'moved' : 'kept', reason, explanation);
  }

  #answer(
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
      createdAtMs: table.records.createdAtMs(slot) + wallOffsetMs,
      expiresAtMs: expiresAtMs(table, slot, request.pool.settings) + wallOffsetMs,
      fallbacks: request.wish.maxFallbacks === 0 ? undefined : this.#fallbacks(request, home),
      explanation,
    };
  }

  #preview(request: RouteRequest, { kind, slot, reason, target }: Placement, nowMs: InstantMs): Assignment {
    const { wish, pool } = request;
    const moves = kind === 'move';
    const { records } = this.#router.table;
    const idleMs = wish.idleTimeoutMs > 0 ? Math.min(wish.idleTimeoutMs, pool.settings.idleTimeoutMs) : pool.settings.idleTimeoutMs;
    return {
      sessionId: moves || !replaces(pool) ? (moves ? request.sessionId : wish.sessionId) : '',
      backendId: target.row.id,
      address: target.row.settings.address,
      pool: pool.row.name,
      outcome: moves ? 'moved' : 'assigned',
      reason,
      generation: moves ? records.generation(slot) + 1 : 1,
      createdAtMs: (moves ? records.createdAtMs(slot) : nowMs) + this.#clock.wallOffsetMs,
      expiresAtMs: nowMs + idleMs + this.#clock.wallOffsetMs,
      fallbacks: wish.maxFallbacks === 0 ? undefined : this.#fallbacks(request, target),
      explanation: wish.explain ? explain(this.#router, request, nowMs) : undefined,
    };
  }

  #fallbacks(request: RouteRequest, home: Member): Place[] {
    const others = request.pool.fallbacks(hashedOf(request), home, request.wish.maxFallbacks);
    return others.map(({ row }) => ({ backendId: row.id, address: row.settings.address }));
  }

  #checkClaimed(request: RouteRequest, home: Member): void {
    const { claimedBackendId } = request.wish;
    if (claimedBackendId !== '' && claimedBackendId !== home.row.id) {
      this.#parts.violations.claimedElsewhere(request, home.row.id, claimedBackendId);
    }
  }
}

function replaces(pool: Pool): boolean {
  return pool.settings.unknownId === 'replace';
}

function refused(decision: { why: Refused; home: Member | undefined }, { pool }: RouteRequest, clock: Clock): LbError {
  const { why, home } = decision;
  const metadata: Record<string, string> = { pool: pool.row.name };
  if (home !== undefined) {
    metadata.backend = home.row.id;
    const wait = reactionTo(home.row.brokenBecause, pool.settings) === 'hold' || home.row.drain?.mode === 'hold';
    metadata.reaction = wait ? 'hold' : 'refuse';
    const deadlineMs = home.row.drain?.deadlineMs;
    if (deadlineMs != null && deadlineMs > clock.wallNow()) metadata.deadline = new Date(deadlineMs).toISOString();
  }
  return new LbError(why, refusals[why](pool.row.name, home?.row.id ?? ''), { metadata });
}

function overtaken(): LbError {
  return new LbError('store-unavailable', 'this session changes faster than it can be answered; try again');
}
