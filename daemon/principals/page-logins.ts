import { hash, randomBytes } from 'node:crypto';
import type { Access } from './access.ts';
import type { Principal } from './principal.ts';

/** Logins of the web page: a token is shown once, and a cookie that only this lbd knows stands for it. */
export interface PageLogins {
  /**
   * @param token  as it was typed
   * @returns who that is, and the cookie's value: 256 random bits
   * @throws LbError `unauthenticated`
   */
  open(token: string): { readonly principal: Principal; readonly cookie: string };
  /** Who the cookie stands for as of now: a token that was taken away takes its logins along. */
  principalOf(cookie: string): Principal | undefined;
  close(cookie: string): void;
}

interface Login {
  readonly tokenHash: string;
  readonly openedAtMs: number;
  seenAtMs: number;
}

/** A working day, and a lunch. */
const longestMs = 12 * 3_600_000;
const idleMs = 2 * 3_600_000;
const maxLogins = 1_000;

/** @param now  milliseconds of a clock that never steps back */
export function pageLogins(access: Access, now: () => number): PageLogins {
  // By the cookie's hash: a copy of the memory gives no cookies, and look-ups tell nothing by their time.
  const logins = new Map<string, Login>();
  const isOver = ({ openedAtMs, seenAtMs }: Login): boolean =>
    now() - openedAtMs >= longestMs || now() - seenAtMs >= idleMs;
  return {
    open(token) {
      const principal = access.byAuthorization(`Bearer ${token}`);
      for (const [key, login] of logins) if (isOver(login)) logins.delete(key);
      const [oldest] = logins.keys();
      if (logins.size >= maxLogins && oldest !== undefined) logins.delete(oldest);
      const cookie = randomBytes(32).toString('base64url');
      logins.set(hash('sha256', cookie), { tokenHash: hash('sha256', token), openedAtMs: now(), seenAtMs: now() });
      return { principal, cookie };
    },
    principalOf(cookie) {
      const key = hash('sha256', cookie);
      const login = logins.get(key);
      const principal = login === undefined || isOver(login) ? undefined : access.byTokenHash(login.tokenHash);
      if (login === undefined) return undefined;
      if (principal === undefined) logins.delete(key);
      else login.seenAtMs = now();
      return principal;
    },
    close(cookie) {
      logins.delete(hash('sha256', cookie));
    },
  };
}
