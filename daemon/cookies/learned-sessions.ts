import { type AnswerHead, pathOf } from '../affinity/http-head.ts';
import { learnedFrom, mcpSource } from '../affinity/learned-id.ts';
import type { Presented } from '../affinity/presented.ts';
import type { Reading } from '../affinity/reading.ts';
import { standing } from '../core/affinity.ts';
import { LbError } from '../core/errors.ts';
import { fingerprint, sessionKey } from '../core/hash.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import { type BackendId, type Labels, mark, type SessionId } from '../core/model.ts';
import type { Pool } from '../core/pool.ts';
import type { Clock } from '../core/ports.ts';
import { hashedOf, type RouteWish } from '../core/route-request.ts';
import type { Router } from '../core/router.ts';
import type { Assignment } from '../routing/answers.ts';
import { refused } from '../routing/refusals.ts';
import type { Routing } from '../routing/routing.ts';
import type { HttpAsk } from './http-affinity.ts';

export interface LearnedSessionsParts {
  readonly router: Router;
  readonly routing: Routing;
  readonly clock: Clock;
  readonly keySecret: string;
  readonly newSessionId: () => SessionId;
}

/** Sessions whose ids backends make: lbd learns them from answers, and keeps them where they were made. */
export class LearnedSessions {
  readonly #parts: LearnedSessionsParts;

  constructor(parts: LearnedSessionsParts) {
    this.#parts = parts;
  }

  /** @throws LbError `session-not-found` for an id that no backend here gave, or an MCP session whose home is gone */
  route(presented: Presented, wish: RouteWish, ask: HttpAsk, { settings }: Reading): Assignment | Promise<Assignment> {
    const { router, clock, routing } = this.#parts;
    const { table, registry } = router;
    const pool = registry.pool(presented.pool);
    if (presented.sessionId === '') return this.#lend(pool, wish, ask);
    const key = sessionKey(this.#parts.keySecret, presented.pool, presented.sessionId);
    const slot = table.find(key);
    const isLive = slot >= 0 && expiresAtMs(table, slot, pool.settings) > clock.now();
    if (isLive || (slot < 0 && router.inFlight.ofKey(key) !== undefined)) {
      if (isLive && presented.source === mcpSource && this.#hasLostHome(slot, pool, ask))
        return this.#forget(presented);
      return routing.route({ ...wish, unknownId: 'adopt' });
    }
    if (settings.unknownLearned === 'reject' || presented.source === mcpSource) throw notFound(presented);
    return this.#lend(pool, wish, ask);
  }

  /** Undefined when the answer says nothing of the session. */
  answered(
    presented: Presented,
    assignment: Assignment,
    answer: AnswerHead,
    { learnable }: Reading,
    labels: Labels | undefined,
  ): Promise<Assignment> | undefined {
    const { pool, source, head } = presented;
    const known = assignment.sessionId;
    const { sessionId, isCleared } = learnedFrom(learnable, answer.headers, this.#parts.clock.wallNow());
    if (known !== '') {
      const isMcp = source === mcpSource;
      const forgot = isMcp && answer.statusCode === 404;
      const deleted = isMcp && head.method === 'DELETE' && answer.statusCode >= 200 && answer.statusCode < 300;
      if (forgot || deleted || isCleared) {
        const ended = this.#parts.routing.endSession(pool, known, 'router', forgot ? 'backend-forgot' : 'logout');
        return ended.then(() => assignment);
      }
    }
    if (sessionId === '' || sessionId === known) return undefined;
    return Promise.resolve(this.#parts.routing.route(this.#bindingOf(presented, sessionId, answer.servedBy, labels)));
  }

  /** Bound to who made it, whether that one takes other new sessions or not: what it remembers is there. */
  #bindingOf(
    { pool, head }: Presented,
    sessionId: SessionId,
    madeBy: BackendId,
    labels: Labels | undefined,
  ): RouteWish {
    return {
      pool,
      sessionId,
      madeBy,
      labels,
      clientIp: head.clientIp,
      idleTimeoutMs: 0,
      validateOnly: false,
      hashKey: '',
      headers: {},
      path: pathOf(head.target),
      maxFallbacks: 0,
      claimedBackendId: '',
      explain: false,
      mayWait: false,
      unknownId: 'adopt',
    };
  }

  #hasLostHome(slot: number, pool: Pool, { tried }: HttpAsk): boolean {
    const { router } = this.#parts;
    const { records } = router.table;
    const home = router.home(slot);
    const isPinned = (records.marks(slot) & mark.pinned) !== 0;
    const affinity = standing(home, records.incarnation(slot), isPinned, pool.ignoresHealth);
    if (affinity === 'broken') return true;
    // A pool that waits for its homes waits here as well.
    if (pool.settings.onUnhealthy !== 'redistribute') return false;
    return affinity === 'away' || tried.includes(home.row.id);
  }

  async #forget(presented: Presented): Promise<Assignment> {
    await this.#parts.routing.endSession(presented.pool, presented.sessionId, 'router', 'home-lost');
    throw notFound(presented);
  }

  /** A backend for one request, stored nowhere: by hash of what the client presents, else by the pool's policy. */
  #lend(pool: Pool, wish: RouteWish, { tried, maxFallbacks }: HttpAsk): Assignment {
    const sessionId = wish.sessionId || this.#parts.newSessionId();
    const request = { pool, sessionId, key: { k0: 0, k1: 0, k2: 0, k3: 0 }, wish };
    const isNamed = wish.sessionId !== '';
    const hashed = isNamed ? fingerprint(sessionId) : hashedOf(request);
    const to = pool.eligible().find(({ row }) => row.id === wish.to);
    const target: Member | undefined =
      to ??
      (isNamed
        ? pool.fallbacks(hashed, undefined, 1, tried)[0]
        : pool.choose(() => hashed, this.#parts.clock.now(), tried));
    if (target === undefined) {
      throw refused(
        { why: pool.isFull ? 'pool-full' : 'no-eligible-backend', home: undefined },
        request,
        this.#parts.clock,
      );
    }
    if (!isNamed) pool.passed(target);
    const nowMs = this.#parts.clock.wallNow();
    return {
      sessionId: '',
      backendId: target.row.id,
      address: target.row.settings.address,
      pool: pool.row.name,
      outcome: 'assigned',
      reason: 'new',
      generation: 0,
      incarnation: target.row.incarnation,
      createdAtMs: nowMs,
      expiresAtMs: nowMs,
      fallbacks:
        maxFallbacks === 0
          ? undefined
          : pool
              .fallbacks(hashed, target, maxFallbacks, tried)
              .map(({ row }) => ({ backendId: row.id, address: row.settings.address })),
      explanation: undefined,
    };
  }
}

function notFound({ pool }: Presented): LbError {
  return new LbError('session-not-found', `no backend of pool "${pool}" has this session: begin a new one`, {
    metadata: { pool },
  });
}
