import { standing } from '../core/affinity.ts';
import type { Decision, Placement } from '../core/decide.ts';
import { explain } from '../core/explain.ts';
import { sessionKey } from '../core/hash.ts';
import { expiresAtMs, idleTimeoutOf } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import { type InstantMs, mark, type PoolName, type SessionId } from '../core/model.ts';
import type { Pending, PendingClaim } from '../core/pending.ts';
import type { Pool } from '../core/pool.ts';
import { type Clock, UnknownOutcome } from '../core/ports.ts';
import type { RouteRequest, RouteWish } from '../core/route-request.ts';
import type { Router } from '../core/router.ts';
import { Answers, type Assignment, replacesIds } from './answers.ts';
import type { Evictor } from './evictor.ts';
import type { Holds } from './holds.ts';
import { overtaken, refused } from './refusals.ts';
import type { Settlement } from './settlement.ts';
import type { Violations } from './violations.ts';

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
  endSession(pool: PoolName, sessionId: SessionId, who: string, reason?: string): Promise<boolean>;
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

/** How often one call may see its answer overtaken (a drain, an end) before it gives up. */
const attempts = 16;

/** The service around the core: decides, claims, settles, answers; joins concurrent claims on one key. */
export class RoutingService implements Routing {
  readonly #parts: RoutingParts;
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #answers: Answers;

  constructor(parts: RoutingParts) {
    this.#parts = parts;
    this.#router = parts.router;
    this.#clock = parts.clock;
    this.#answers = new Answers(parts.router, parts.clock);
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

  async endSession(poolName: PoolName, sessionId: SessionId, who: string, reason = 'logout'): Promise<boolean> {
    const key = sessionKey(this.#parts.keySecret, poolName, sessionId);
    const { settlement } = this.#parts;
    for (let i = 0; i < attempts; i += 1) {
      // Asked anew each time: the pool may change while this waits.
      const { settings } = this.#router.registry.pool(poolName);
      const pending = this.#router.inFlight.ofKey(key);
      const slot = this.#router.table.find(key);
      if (slot < 0 && pending === undefined) {
        await settlement.remember(poolName, key);
        return false;
      }
      const end = slot < 0 ? undefined : this.#router.beginEnd(slot);
      if (end === undefined) {
        await settlement.outcome(pending ?? this.#router.inFlight.ofSlot(slot)!);
        continue;
      }
      const lapsed = expiresAtMs(this.#router.table, slot, settings) <= this.#clock.now();
      await settlement.end([end], { kind: lapsed ? 'expired' : 'ended', who, reason: lapsed ? 'idle' : reason });
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
    let mergedInto: number | undefined;
    let unanswered: PendingClaim | undefined;
    for (let i = 0; i < attempts; i += 1) {
      if (decision.kind === 'kept' && unanswered?.row.slot === decision.slot && this.#isStill(unanswered)) {
        const { row, outcome } = unanswered; // its home is back: its client is the one to be told
        this.#checkClaimed(request, decision.home);
        return this.#answers.of(request, row.slot, decision.home, outcome, row.reason, undefined);
      }
      if (decision.kind === 'refused') {
        if (decision.why !== 'session-table-full' || wish.validateOnly || !(await this.#parts.evictor.makeRoom())) {
          throw refused(decision, request, this.#clock);
        }
      } else if (decision.kind === 'kept') {
        const serial = this.#router.table.records.serial(decision.slot);
        const isDone = mergedInto === serial || wish.labels === undefined || wish.validateOnly;
        if (isDone || !this.#router.table.labelsToldAnew(decision.slot, wish.labels)) {
          return this.#kept(request, decision.slot, decision.home, nowMs);
        }
        // That takes its time: where the session stands is asked again.
        if (await this.#label(request, decision.slot)) mergedInto = serial;
      } else if (decision.kind === 'wait') {
        await this.#waitFor(decision.pending);
      } else if (decision.kind === 'hold') {
        heldUntilMs ??= nowMs + request.pool.settings.holdForMs;
        if (!wish.mayWait || wish.validateOnly)
          throw refused({ why: 'home-unavailable', home: decision.home }, request, this.#clock);
        const woken = await this.#parts.holds.wait(decision.home, decision.slot, heldUntilMs - nowMs);
        if (woken === 'turned-away')
          throw refused({ why: 'home-unavailable', home: decision.home }, request, this.#clock);
        if (woken === 'changed') i -= 1; // that is no being overtaken
      } else if (
        decision.kind === 'assign' &&
        request === first &&
        wish.sessionId !== '' &&
        replacesIds(this.#router.fences, request)
      ) {
        request = this.#request(wish, request.pool, this.#parts.newSessionId());
      } else if (wish.validateOnly) {
        return this.#answers.preview(request, decision, nowMs);
      } else {
        const assigned = await this.#claim(request, decision, nowMs);
        if ('backendId' in assigned) return assigned;
        unanswered = assigned;
      }
      nowMs = this.#clock.now();
      decision = this.#router.decide(request, nowMs, heldUntilMs !== undefined && nowMs >= heldUntilMs);
    }
    throw overtaken();
  }

  /** An end that failed has changed nothing: the session lives on. Without a claim there is none; in doubt nobody knows. */
  async #waitFor(pending: Pending): Promise<void> {
    try {
      await this.#parts.settlement.outcome(pending);
    } catch (error) {
      if (pending.kind === 'claim' || error instanceof UnknownOutcome) throw error;
    }
  }

  /** The claim itself when the backend failed, or was drained or removed, before the commit: then it moves on at once. */
  async #claim(request: RouteRequest, placement: Placement, nowMs: InstantMs): Promise<Assignment | PendingClaim> {
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
    if (request.wish.labels !== undefined) this.#router.table.labelsTold(row.slot, request.wish.labels);
    if (before !== undefined) this.#parts.violations.homeLost(request, before.row.id, target.row.id, row.reason);
    const isPinned = (row.marks & mark.pinned) !== 0;
    if (standing(target, row.incarnation, isPinned, request.pool.ignoresHealth) !== 'kept') return claim;
    this.#checkClaimed(request, target);
    return this.#answers.of(request, row.slot, target, outcome, row.reason, explanation);
  }

  /** Nothing has changed the session since. */
  #isStill({ row }: PendingClaim): boolean {
    const { records } = this.#router.table;
    return records.serial(row.slot) === row.serial && records.generation(row.slot) === row.generation;
  }

  /** Merges labels into a kept session; false when the session changed meanwhile. */
  async #label(request: RouteRequest, slot: number): Promise<boolean> {
    const { wish } = request;
    const claim = this.#router.change(
      slot,
      { labels: wish.labels!, reason: this.#router.reasonOfLast(slot) },
      this.#clock.now(),
    );
    if (claim === undefined) return false;
    await this.#parts.settlement.claim(claim, request.sessionId, {
      kind: 'session-updated',
      who: 'router',
      reason: 'labels',
    });
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
      if (wish.claimedBackendId !== '' && !untold) this.#checkClaimed(request, home);
    }
    return this.#answers.of(request, slot, home, untold ? 'moved' : 'kept', reason, explanation);
  }

  #checkClaimed(request: RouteRequest, home: Member): void {
    const { claimedBackendId } = request.wish;
    if (claimedBackendId !== '' && claimedBackendId !== home.row.id) {
      this.#parts.violations.claimedElsewhere(request, home.row.id, claimedBackendId);
    }
  }
}
