import { nameOf, withoutCookies } from './affinity/cookie-header.ts';
import { type AnswerHead, firstOf, type HttpHead, pathOf, valuesOf } from './affinity/http-head.ts';
import { maxCookiesOfName } from './affinity/key-sources.ts';
import type { Presented } from './affinity/presented.ts';
import { type Reading, readingOf } from './affinity/reading.ts';
import type { Assignment } from './answers.ts';
import type { BackendId, PoolName } from './core/model.ts';
import type { Registry } from './core/registry.ts';
import type { RouteWish } from './core/route-request.ts';
import type { Answered, HttpAffinity, HttpAsk, SessionWish } from './http-affinity.ts';
import type { CookieRefusal, IssuedCookies } from './issued-cookies.ts';
import type { Routing } from './routing.ts';

/** A backend says by this header of its answer that the session is over. */
const endHeader = 'x-lb-end-session';
const nothingHidden: readonly string[] = [];

export interface HttpSessionsParts {
  readonly registry: Registry;
  readonly routing: Routing;
  readonly cookies: IssuedCookies;
}

/** Sessions of HTTP requests, by the settings of their pool. */
export class HttpSessions implements HttpAffinity {
  readonly #registry: Registry;
  readonly #routing: Routing;
  readonly #cookies: IssuedCookies;

  constructor({ registry, routing, cookies }: HttpSessionsParts) {
    this.#registry = registry;
    this.#routing = routing;
    this.#cookies = cookies;
  }

  get refusals(): Readonly<Record<CookieRefusal, number>> {
    return this.#cookies.refusals;
  }

  identify(pool: PoolName, head: HttpHead): Presented {
    const reading = this.#reading(pool);
    const claimed = reading.settings.cookieFormat === 'plain' ? reading.readBackend(head) : [];
    for (const { name, read } of reading.sources) {
      const values = read(head);
      if (values.length === 0) continue;
      if (values.length > maxCookiesOfName) {
        this.#cookies.refusals['too-many'] += 1;
        continue;
      }
      const opened = this.#cookies.open(pool, reading, values, claimed);
      if (opened === undefined) continue;
      const { sessionId, claimedBackendId, cookie } = opened;
      return { pool, sessionId, claimedBackendId, cookie, source: name, head };
    }
    return { pool, sessionId: '', claimedBackendId: '', cookie: undefined, source: '', head };
  }

  sessionWish(presented: Presented): SessionWish {
    const { sessionId, claimedBackendId, cookie } = presented;
    return { sessionId, claimedBackendId, unknownId: 'replace', replica: cookie };
  }

  route(presented: Presented, ask: HttpAsk): Assignment | Promise<Assignment> {
    return this.#routing.route(wishOf(presented, ask));
  }

  answered(presented: Presented, assignment: Assignment, answer: AnswerHead): Answered | Promise<Answered> {
    if (this.#isOver(presented, answer)) return this.#ended(presented, assignment);
    if (answer.servedBy !== assignment.backendId) return this.#followed(presented, assignment, answer.servedBy);
    return { assignment, setCookies: this.setCookies(presented, assignment), hidden: nothingHidden };
  }

  setCookies(presented: Presented, assignment: Assignment): readonly string[] {
    return this.#cookies.cookies(presented, assignment, this.#reading(presented.pool));
  }

  async end(presented: Presented, who: string): Promise<readonly string[]> {
    const { pool, sessionId } = presented;
    if (sessionId !== '') await this.#routing.endSession(pool, sessionId, who);
    return this.#cookies.cleared(presented, this.#reading(pool));
  }

  cookieForBackend({ pool, head }: Presented): string {
    const header = valuesOf(head.headers, 'cookie').join('; ');
    const { settings, cookieName, backendCookieName } = this.#reading(pool);
    return settings.cookieToBackend ? header : withoutCookies(header, [cookieName, backendCookieName]);
  }

  isReserved(pool: PoolName, cookie: string): boolean {
    const { cookieName, backendCookieName } = this.#reading(pool);
    const name = nameOf(cookie);
    return name === cookieName || name === backendCookieName;
  }

  #reading(pool: PoolName): Reading {
    return readingOf(pool, this.#registry.pool(pool).settings.affinity);
  }

  /** The backend says so, or took the logout. */
  #isOver({ pool, head }: Presented, { statusCode, headers }: AnswerHead): boolean {
    if (headers[endHeader] !== undefined && firstOf(headers, endHeader) !== '0') return true;
    const { logoutPath } = this.#reading(pool).settings;
    return logoutPath !== '' && head.method === 'POST' && statusCode < 400 && pathOf(head.target) === logoutPath;
  }

  async #ended(presented: Presented, assignment: Assignment): Promise<Answered> {
    const setCookies = await this.end({ ...presented, sessionId: assignment.sessionId }, 'router');
    return { assignment, setCookies, hidden: [endHeader] };
  }

  /** Another than the home answered: the session goes where its state is now. */
  async #followed(presented: Presented, before: Assignment, servedBy: BackendId): Promise<Answered> {
    const ask = { maxFallbacks: 0, tried: [before.backendId], mayWait: false, validateOnly: false };
    const wish = { ...wishOf(presented, ask), sessionId: before.sessionId, claimedBackendId: '', to: servedBy };
    const assignment = await this.#routing.route(wish);
    return { assignment, setCookies: this.setCookies(presented, assignment), hidden: nothingHidden };
  }
}

// Field by field: spreading objects was a fifth of what a kept request costs here.
function wishOf({ pool, sessionId, claimedBackendId, cookie, head }: Presented, ask: HttpAsk): RouteWish {
  return {
    maxFallbacks: ask.maxFallbacks,
    tried: ask.tried,
    to: ask.to,
    mayWait: ask.mayWait,
    validateOnly: ask.validateOnly,
    pool,
    sessionId,
    claimedBackendId,
    clientIp: head.clientIp,
    idleTimeoutMs: 0,
    hashKey: '',
    // A pool hashes on one that stands once.
    headers: head.headers as Readonly<Record<string, string>>,
    path: pathOf(head.target),
    labels: undefined,
    explain: false,
    // An id that a client made up would let an attacker choose his victim's.
    unknownId: 'replace',
    replica: cookie,
  };
}
