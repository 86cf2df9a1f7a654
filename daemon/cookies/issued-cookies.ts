import type { Presented } from '../affinity/presented.ts';
import type { Reading } from '../affinity/reading.ts';
import { isBackendId, isCookieText, isSessionId } from '../affinity/session-id-text.ts';
import { clearCookie, setCookie } from '../affinity/set-cookie.ts';
import {
  type CookieFault,
  isSignable,
  type SignedCookie,
  signCookie,
  verifyCookie,
} from '../affinity/signed-cookie.ts';
import { sessionKey } from '../core/hash.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { BackendId, PoolName, SessionId } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import type { Assignment } from '../routing/answers.ts';
import type { CookieKeys } from './cookie-keys.ts';

/** Why a cookie, or what stands for it elsewhere, is as none. */
export type CookieRefusal = CookieFault | 'too-old' | 'ended' | 'too-many';

export interface IssuedCookiesParts {
  readonly router: Router;
  readonly keys: CookieKeys;
  readonly clock: Clock;
  readonly keySecret: string;
}

/** What a value proves or claims of its session. */
export type Opened = Pick<Presented, 'sessionId' | 'claimedBackendId' | 'cookie'>;

/** The cookies that lbd itself gives to clients: reads them, and knows when to send them again. */
export class IssuedCookies {
  readonly refusals: Record<CookieRefusal, number> = {
    malformed: 0,
    'bad-mac': 0,
    'unknown-key': 0,
    'too-old': 0,
    ended: 0,
    'too-many': 0,
  };
  readonly #parts: IssuedCookiesParts;

  constructor(parts: IssuedCookiesParts) {
    this.#parts = parts;
  }

  /** The first value that is good. @param claimed what the plain pair's second cookie says */
  open(
    pool: PoolName,
    { settings }: Reading,
    values: readonly string[],
    claimed: readonly string[],
  ): Opened | undefined {
    for (const value of values) {
      if (settings.cookieFormat === 'plain') {
        if (!isSessionId(value)) this.refusals.malformed += 1;
        else return { sessionId: value, claimedBackendId: claimed.find(isBackendId) ?? '', cookie: undefined };
        continue;
      }
      const cookie = this.verify(pool, value);
      if (typeof cookie === 'string') this.refusals[cookie] += 1;
      else return { sessionId: cookie.sessionId, claimedBackendId: '', cookie };
    }
    return undefined;
  }

  /** Of a signed value: what it says, if it is true and still counts. @throws LbError `pool-not-found` */
  verify(pool: PoolName, value: string): SignedCookie | CookieRefusal {
    const { keys, router, clock } = this.#parts;
    const { table, registry, fences } = router;
    const { settings } = registry.pool(pool);
    const cookie = verifyCookie(pool, value, (id) => keys.accepted(id));
    if (typeof cookie === 'string') return cookie;
    const key = sessionKey(this.#parts.keySecret, pool, cookie.sessionId);
    const slot = table.find(key);
    // A session that lives has its own lease, which goes on while a connection is open and no cookie is sent.
    if (slot >= 0 && expiresAtMs(table, slot, settings) > clock.now()) return cookie;
    if (slot < 0 && router.inFlight.ofKey(key) !== undefined) return cookie;
    if (cookie.issuedAtMs + settings.idleTimeoutMs <= clock.wallNow()) return 'too-old';
    return fences.allows(key, pool, cookie.backendId, cookie.issuedAtMs) ? cookie : 'ended';
  }

  /** What the client is to be told of its assignment; nothing when it knows. */
  cookies(presented: Presented, assignment: Assignment, reading: Reading): readonly string[] {
    const { settings, cookieName, backendCookieName } = reading;
    const { secure } = presented.head;
    if (settings.cookieFormat === 'plain') {
      if (knowsPlain(presented, assignment, reading) || !isCookieText(assignment.sessionId)) return [];
      return [
        setCookie(cookieName, assignment.sessionId, settings, secure),
        setCookie(backendCookieName, assignment.backendId, settings, secure),
      ];
    }
    if (this.#knowsSigned(presented, assignment) || !isSignable(assignment.sessionId)) return [];
    const issuedAtMs = this.#parts.clock.wallNow();
    const value = signCookie(presented.pool, { ...assignment, issuedAtMs }, this.#parts.keys.active);
    return [setCookie(cookieName, value, settings, secure)];
  }

  /** What takes the client's cookies away. */
  cleared({ head }: Presented, { settings, cookieName, backendCookieName }: Reading): readonly string[] {
    const names = settings.cookieFormat === 'plain' ? [cookieName, backendCookieName] : [cookieName];
    return names.map((name) => clearCookie(name, settings, head.secure));
  }

  #knowsSigned({ pool, cookie }: Presented, now: Assignment): boolean {
    if (cookie === undefined || !sameHome(cookie, now) || cookie.keyId !== this.#parts.keys.active.id) return false;
    const { idleTimeoutMs } = this.#parts.router.registry.pool(pool).settings;
    return this.#parts.clock.wallNow() - cookie.issuedAtMs < idleTimeoutMs / 4;
  }
}

function sameHome(
  cookie: SignedCookie,
  now: { sessionId: SessionId; backendId: BackendId; generation: number; incarnation: number },
) {
  return (
    cookie.sessionId === now.sessionId &&
    cookie.backendId === now.backendId &&
    cookie.generation === now.generation &&
    cookie.incarnation === now.incarnation
  );
}

function knowsPlain(
  presented: Presented,
  { sessionId, backendId, outcome }: Assignment,
  { cookieName }: Reading,
): boolean {
  // Who names its session elsewhere may keep no cookies, and is told once.
  const isTold =
    presented.source === `cookie:${cookieName}` ? backendId === presented.claimedBackendId : outcome === 'kept';
  return isTold && sessionId === presented.sessionId;
}
