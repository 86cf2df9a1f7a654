import { cookieValues, nameOf, withoutCookies } from './affinity/cookie-header.ts';
import { type AnswerHead, type HttpHead, pathOf, valuesOf } from './affinity/http-head.ts';
import type { Presented } from './affinity/presented.ts';
import { clearCookie, setCookie } from './affinity/set-cookie.ts';
import type { Assignment } from './answers.ts';
import { backendCookieNameOf, cookieNameOf } from './core/affinity-settings.ts';
import type { BackendId, PoolName, SessionId } from './core/model.ts';
import type { Registry } from './core/registry.ts';
import type { RouteWish } from './core/route-request.ts';
import type { Routing } from './routing.ts';

/** What is asked of a route besides its session. */
export interface HttpAsk {
  /** 0 to 8. */
  readonly maxFallbacks: number;
  /** Backends that were tried for this request in vain: the session leaves them, and goes to none of them. */
  readonly tried: readonly BackendId[];
  /** Wait for a held home, up to the pool's `hold_for`. */
  readonly mayWait: boolean;
  /** Decide, but claim and extend nothing. */
  readonly validateOnly: boolean;
}

/** What a backend's answer means for its session, and for what the client is to see. */
export interface Answered {
  /** Where the session is now: moved, where another than its home answered. */
  readonly assignment: Assignment;
  /** To be added to the answer, one `Set-Cookie` header each. */
  readonly setCookies: readonly string[];
  /** Headers of the answer that are not for the client; lower case. */
  readonly hidden: readonly string[];
}

/** Which session an HTTP request belongs to, and what its client is told. For every face that speaks HTTP. */
export interface HttpAffinity {
  /** Changes nothing, never waits. @throws LbError `pool-not-found` */
  identify(pool: PoolName, head: HttpHead): Presented;
  /** Where the request goes. @throws as `Routing.route` does */
  route(presented: Presented, ask: HttpAsk): Assignment | Promise<Assignment>;
  /**
   * To be called with the head of every backend's answer, before the client sees it: what it says of the session is
   * durable when this resolves. Never for an answer that the caller made itself.
   *
   * @throws as `Routing.route` does, where the session could not follow to who answered
   */
  answered(presented: Presented, assignment: Assignment, answer: AnswerHead): Answered | Promise<Answered>;
  /** The cookies that tell the client its assignment; none when it knows. `answered` has them already. */
  setCookies(presented: Presented, assignment: Assignment): readonly string[];
  /** Ends the session (logout), and answers the cookies that clear the client's. */
  end(presented: Presented, who: string): Promise<readonly string[]>;
  /** The `Cookie` header for the backend: without lbd's own, unless the pool passes them. Empty for none. */
  cookieForBackend(presented: Presented): string;
  /** Is this `Set-Cookie` of a backend one of a name that is lbd's own here? Then the client must not get it. */
  isReserved(pool: PoolName, setCookie: string): boolean;
}

/** The least text that is a cookie's value as it is: no id that a client chose can add an attribute. */
const cookieText = /^[!#-+\--:<-[\]-~]{1,256}$/;
const backendIdPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

export class HttpAffinityService implements HttpAffinity {
  readonly #registry: Registry;
  readonly #routing: Routing;

  constructor(registry: Registry, routing: Routing) {
    this.#registry = registry;
    this.#routing = routing;
  }

  identify(pool: PoolName, head: HttpHead): Presented {
    const { affinity } = this.#registry.pool(pool).settings;
    let sessionId: SessionId = '';
    let claimedBackendId: BackendId = '';
    for (const header of valuesOf(head.headers, 'cookie')) {
      sessionId ||= cookieValues(header, cookieNameOf(pool, affinity)).find((value) => cookieText.test(value)) ?? '';
      const claims = cookieValues(header, backendCookieNameOf(pool, affinity));
      claimedBackendId ||= claims.find((value) => backendIdPattern.test(value)) ?? '';
    }
    return { pool, sessionId, claimedBackendId: sessionId === '' ? '' : claimedBackendId, head };
  }

  route(presented: Presented, ask: HttpAsk): Assignment | Promise<Assignment> {
    return this.#routing.route(wishOf(presented, ask));
  }

  answered(presented: Presented, assignment: Assignment, { servedBy }: AnswerHead): Answered | Promise<Answered> {
    if (servedBy === assignment.backendId) {
      return { assignment, setCookies: this.setCookies(presented, assignment), hidden: [] };
    }
    return this.#followed(presented, assignment, servedBy);
  }

  setCookies(presented: Presented, assignment: Assignment): readonly string[] {
    const { pool, head } = presented;
    const { sessionId, backendId } = assignment;
    if (sessionId === presented.sessionId && backendId === presented.claimedBackendId) return [];
    if (!cookieText.test(sessionId)) return [];
    const { affinity } = this.#registry.pool(pool).settings;
    return [
      setCookie(cookieNameOf(pool, affinity), sessionId, affinity, head.secure),
      setCookie(backendCookieNameOf(pool, affinity), backendId, affinity, head.secure),
    ];
  }

  async end(presented: Presented, who: string): Promise<readonly string[]> {
    const { pool, sessionId, head } = presented;
    if (sessionId !== '') await this.#routing.endSession(pool, sessionId, who);
    const { affinity } = this.#registry.pool(pool).settings;
    const names = [cookieNameOf(pool, affinity), backendCookieNameOf(pool, affinity)];
    return names.map((name) => clearCookie(name, affinity, head.secure));
  }

  cookieForBackend({ pool, head }: Presented): string {
    const header = valuesOf(head.headers, 'cookie').join('; ');
    const { affinity } = this.#registry.pool(pool).settings;
    if (affinity.cookieToBackend) return header;
    return withoutCookies(header, [cookieNameOf(pool, affinity), backendCookieNameOf(pool, affinity)]);
  }

  isReserved(pool: PoolName, cookie: string): boolean {
    const { affinity } = this.#registry.pool(pool).settings;
    const name = nameOf(cookie);
    return name === cookieNameOf(pool, affinity) || name === backendCookieNameOf(pool, affinity);
  }

  /** Another than the home answered: the session goes where its state is now. */
  async #followed(presented: Presented, before: Assignment, servedBy: BackendId): Promise<Answered> {
    const ask = { maxFallbacks: 0, tried: [before.backendId], mayWait: false, validateOnly: false };
    const wish = { ...wishOf(presented, ask), sessionId: before.sessionId, claimedBackendId: '', to: servedBy };
    const assignment = await this.#routing.route(wish);
    return { assignment, setCookies: this.setCookies(presented, assignment), hidden: [] };
  }
}

function wishOf({ pool, sessionId, claimedBackendId, head }: Presented, ask: HttpAsk): RouteWish {
  return {
    ...ask,
    pool,
    sessionId,
    claimedBackendId,
    clientIp: head.clientIp,
    idleTimeoutMs: 0,
    hashKey: '',
    headers: singleHeaders(head),
    path: pathOf(head.target),
    labels: undefined,
    explain: false,
    // An id that a client made up would let an attacker choose his victim's.
    unknownId: 'replace',
  };
}

function singleHeaders({ headers }: HttpHead): Readonly<Record<string, string>> {
  return headers as Readonly<Record<string, string>>; // a pool hashes on one that stands once
}
