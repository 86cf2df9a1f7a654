import { LbError } from '../core/errors.ts';
import type { Access } from './access.ts';
import { pageLogins } from './page-logins.ts';
import { type Principal, unauthenticated } from './principal.ts';

/** What of an HTTP request says who asks. Names of headers in lower case, as Node gives them. */
export interface HttpCaller {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The admin listener's door. */
export interface HttpAccess {
  /**
   * By bearer token, or by the page's cookie, or, where everybody may read, nobody in particular.
   * What changes something (any method but GET and HEAD) is not taken by cookie from another site's page.
   *
   * @throws LbError `unauthenticated`, `permission-denied`
   */
  callerOf(request: HttpCaller): Principal;
  /**
   * Exchanges a token for a cookie.
   *
   * @returns the value of `Set-Cookie`
   * @throws LbError `unauthenticated`, `permission-denied` (another site's page asks)
   */
  login(request: HttpCaller, token: string): { readonly principal: Principal; readonly setCookie: string };
  /** @returns the value of `Set-Cookie` that takes the cookie away */
  logout(request: HttpCaller): string;
}

export interface HttpAccessOptions {
  readonly access: Access;
  /** The listener speaks TLS. */
  readonly secure: boolean;
  /** Everybody who reaches the listener may read: for a loopback listener (that checks Host) of an lbd without tokens. */
  readonly openToReaders: boolean;
  /** Milliseconds of a clock that never steps back. */
  readonly now: () => number;
}

/** The page sends it with every change; another site's page can't without being asked first, and lbd never agrees. */
export const pageHeader = 'x-lbd-page';
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const anyone: Principal = { name: 'anyone', role: 'viewer' };

export function httpAccess({ access, secure, openToReaders, now }: HttpAccessOptions): HttpAccess {
  const logins = pageLogins(access, now);
  // With `__Host-` no other host and no plaintext page can set it.
  const cookieName = secure ? '__Host-lbd' : 'lbd';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const cookieOf = (request: HttpCaller): string | undefined => cookieValue(textOf(request.headers.cookie), cookieName);
  return {
    callerOf(request) {
      const authorization = textOf(request.headers.authorization);
      if (authorization !== '') return access.byAuthorization(authorization);
      const cookie = cookieOf(request);
      const principal = cookie === undefined ? undefined : logins.principalOf(cookie);
      if (principal !== undefined) {
        if (!reading.has(request.method ?? '')) mustBeOwnPage(request, secure);
        return principal;
      }
      if (!openToReaders) throw unauthenticated('sign in; programs send "authorization: Bearer TOKEN"');
      return reader(request.method);
    },
    login(request, token) {
      mustBeOwnPage(request, secure);
      const { principal, cookie } = logins.open(token);
      return { principal, setCookie: `${cookieName}=${cookie}; ${attributes}` };
    },
    logout(request) {
      const cookie = cookieOf(request);
      if (cookie !== undefined) logins.close(cookie);
      return `${cookieName}=; Max-Age=0; ${attributes}`;
    },
  };
}

function reader(method: string | undefined): Principal {
  if (reading.has(method ?? '')) return anyone;
  throw unauthenticated('a change needs a token; start lbd with --tokens FILE, or use lbctl on its socket');
}

function mustBeOwnPage({ headers }: HttpCaller, secure: boolean): void {
  const own = `${secure ? 'https' : 'http'}://${textOf(headers.host)}`;
  const origin = textOf(headers.origin);
  const site = textOf(headers['sec-fetch-site']);
  const isOwn = headers[pageHeader] !== undefined && (origin === '' || origin === own) && /^(same-origin)?$/.test(site);
  if (isOwn) return;
  throw new LbError(
    'permission-denied',
    `only lbd's own page may change something by cookie: from ${own}, with the header ${pageHeader}; programs send "authorization: Bearer TOKEN"`,
  );
}

function cookieValue(header: string, name: string): string | undefined {
  const found = header.split(';').find((pair) => pair.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

function textOf(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
