import type { AnswerHead, HttpHead } from '../affinity/http-head.ts';
import type { Presented } from '../affinity/presented.ts';
import type { BackendId, PoolName } from '../core/model.ts';
import type { RouteWish } from '../core/route-request.ts';
import type { Assignment } from '../routing/answers.ts';
import type { CookieRefusal } from './issued-cookies.ts';

/** What is asked of a route besides its session. */
export interface HttpAsk {
  /** 0 to 8. */
  readonly maxFallbacks: number;
  /** Backends that were tried for this request in vain: the session leaves them, and goes to none of them. */
  readonly tried: readonly BackendId[];
  /** Who takes the session if it needs a home and this one may take it. */
  readonly to?: BackendId | undefined;
  /** Wait for a held home, up to the pool's `hold_for`. */
  readonly mayWait: boolean;
  /** Decide, but claim and extend nothing. */
  readonly validateOnly: boolean;
}

export type SessionWish = Pick<RouteWish, 'sessionId' | 'claimedBackendId' | 'unknownId' | 'replica'>;

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
  /** How often a cookie was as none, since lbd started. */
  readonly refusals: Readonly<Record<CookieRefusal, number>>;
  /** Changes nothing, never waits. @throws LbError `pool-not-found` */
  identify(pool: PoolName, head: HttpHead): Presented;
  /** What of a route is the session's: for those that route themselves. */
  sessionWish(presented: Presented): SessionWish;
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
