import { nameOf, withoutCookies } from '../affinity/cookie-header.ts';
import { type AnswerHead, firstOf, type HttpHead, pathOf, valuesOf } from '../affinity/http-head.ts';
import { maxCookiesOfName } from '../affinity/key-sources.ts';
import { labelsIn } from '../affinity/learned-id.ts';
import type { Presented } from '../affinity/presented.ts';
import { type Reading, readingOf } from '../affinity/reading.ts';
import { isSessionId } from '../affinity/session-id-text.ts';
import type { BackendId, Labels, PoolName } from '../core/model.ts';
import type { Registry } from '../core/registry.ts';
import type { RouteWish } from '../core/route-request.ts';
import type { Assignment } from '../routing/answers.ts';
import type { Routing } from '../routing/routing.ts';
import type { Answered, HttpAffinity, HttpAsk, SessionWish } from './http-affinity.ts';
import type { CookieRefusal, IssuedCookies, Opened } from './issued-cookies.ts';
import type { LearnedSessions } from './learned-sessions.ts';

/** A backend says by this header of its answer that the session is over. */
const endHeader = 'x-lb-end-session';
const nothingHidden: readonly string[] = [];

export interface HttpSessionsParts {
  readonly registry: Registry;
  readonly routing: Routing;
  readonly cookies: IssuedCookies;
  readonly learned: LearnedSessions;
}

/** Sessions of HTTP requests, by the settings of their pool. */
export class HttpSessions implements HttpAffinity {
  readonly #registry: Registry;
  readonly #routing: Routing;
  readonly #cookies: IssuedCookies;
  readonly #learned: LearnedSessions;

  constructor({ registry, routing, cookies, learned }: HttpSessionsParts) {
    this.#registry = registry;
    this.#routing = routing;
    this.#cookies = cookies;
    this.#learned = learned;
  }

  get refusals(): Readonly<Record<CookieRefusal, number>> {
    return this.#cookies.refusals;
  }

  identify(pool: PoolName, head: HttpHead): Presented {
    const reading = this.#reading(pool);
    const isLearned = reading.settings.mode === 'learned';
    const claimed = !isLearned && reading.settings.cookieFormat === 'plain' ? reading.readBackend(head) : [];
    for (const { name, read } of reading.sources) {
      const values = read(head);
      if (values.length === 0) continue;
      if (values.length > maxCookiesOfName) {
        this.#cookies.refusals['too-many'] += 1;
        continue;
      }
      const opened = isLearned ? asItIs(values) : this.#cookies.open(pool, reading, values, claimed);
      if (opened === undefined) continue;
      const { sessionId, claimedBackendId, cookie } = opened;
      return { pool, sessionId, claimedBackendId, cookie, source: name, head };
    }
    return { pool, sessionId: '', claimedBackendId: '', cookie: undefined, source: '', head };
  }

  sessionWish(presented: Presented): SessionWish {
    const { sessionId, claimedBackendId, cookie } = presented;
    if (this.#isLearned(presented.pool)) return { sessionId, claimedBackendId, unknownId: 'adopt', replica: undefined };
    return { sessionId, claimedBackendId, unknownId: 'replace', replica: cookie };
  }

  route(presented: Presented, ask: HttpAsk): Assignment | Promise<Assignment> {
    const reading = this.#reading(presented.pool);
    const wish = wishOf(presented, ask);
    return reading.settings.mode === 'learned'
      ? this.#learned.route(presented, wish, ask, reading)
      : this.#routing.route(wish);
  }

  answered(presented: Presented, assignment: Assignment, answer: AnswerHead): Answered | Promise<Answered> {
    if (this.#isOver(presented, answer)) return this.#ended(presented, assignment);
    const reading = this.#reading(presented.pool);
    const { labelsHeader } = reading;
    const labels = labelsHeader === '' ? undefined : labelsIn(firstOf(answer.headers, labelsHeader));
    const hidden = labelsHeader === '' ? nothingHidden : [labelsHeader];
    if (reading.settings.mode === 'learned') {
      const learned = this.#learned.answered(presented, assignment, answer, reading, labels);
      if (learned !== undefined) return learned.then((now) => ({ assignment: now, setCookies: [], hidden }));
    }
    const isElsewhere = answer.servedBy !== assignment.backendId;
    if (assignment.sessionId !== '' && (isElsewhere || labels !== undefined)) {
      return this.#changed(presented, assignment, isElsewhere ? answer.servedBy : undefined, labels, hidden);
    }
    return { assignment, setCookies: this.setCookies(presented, assignment), hidden };
  }

  setCookies(presented: Presented, assignment: Assignment): readonly string[] {
    const reading = this.#reading(presented.pool);
    return reading.settings.mode === 'learned' ? [] : this.#cookies.cookies(presented, assignment, reading);
  }

  async end(presented: Presented, who: string): Promise<readonly string[]> {
    const { pool, sessionId } = presented;
    if (sessionId !== '') await this.#routing.endSession(pool, sessionId, who);
    const reading = this.#reading(pool);
    return reading.settings.mode === 'learned' ? [] : this.#cookies.cleared(presented, reading);
  }

  cookieForBackend({ pool, head }: Presented): string {
    const header = valuesOf(head.headers, 'cookie').join('; ');
    const { settings, cookieName, backendCookieName } = this.#reading(pool);
    return settings.cookieToBackend || settings.mode === 'learned'
      ? header
      : withoutCookies(header, [cookieName, backendCookieName]);
  }

  isReserved(pool: PoolName, cookie: string): boolean {
    const { cookieName, backendCookieName } = this.#reading(pool);
    const name = nameOf(cookie);
    if (this.#isLearned(pool)) return false;
    return name === cookieName || name === backendCookieName;
  }

  #isLearned(pool: PoolName): boolean {
    return this.#registry.pool(pool).settings.affinity.mode === 'learned';
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

  /** Another than the home answered, so the session goes where its state is now; or its backend named its labels. */
  async #changed(
    presented: Presented,
    before: Assignment,
    servedBy: BackendId | undefined,
    labels: Labels | undefined,
    hidden: readonly string[],
  ): Promise<Answered> {
    const tried = servedBy === undefined ? [] : [before.backendId];
    const wish = wishOf(presented, { maxFallbacks: 0, tried, to: servedBy, mayWait: false, validateOnly: false });
    const assignment = await this.#routing.route({
      ...wish,
      sessionId: before.sessionId,
      claimedBackendId: '',
      labels,
    });
    // To the client it is what it was before the labels: new, moved or kept.
    const told = servedBy === undefined ? before : assignment;
    return { assignment: told, setCookies: this.setCookies(presented, told), hidden };
  }
}

/** The first that can be an id: what a backend gave is not lbd's to judge. */
function asItIs(values: readonly string[]): Opened | undefined {
  const sessionId = values.find(isSessionId);
  return sessionId === undefined ? undefined : { sessionId, claimedBackendId: '', cookie: undefined };
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
