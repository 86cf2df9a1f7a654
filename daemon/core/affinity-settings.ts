/** Where a request carries its session: `cookie:NAME`, `header:NAME` (lower case), `query:NAME`, `path:TEMPLATE`. */
export type KeySource = `${KeySourceKind}:${string}`;
export const keySourceKinds = ['cookie', 'header', 'query', 'path'] as const;
export type KeySourceKind = (typeof keySourceKinds)[number];

/** Who makes a session's id: lbd (`issued`), or the backend in its answer (`learned`). */
export type AffinityMode = 'issued' | 'learned';
/** What becomes of an id that no backend gave: placed by hash and stored nowhere, or refused. */
export type UnknownLearned = 'hash' | 'reject';
export type CookieFormat = 'signed' | 'plain';
export type SameSite = 'lax' | 'strict' | 'none';

/** How HTTP requests of a pool name their session, and what its cookies look like. */
export interface AffinitySettings {
  readonly mode: AffinityMode;
  /** In order: the first that is there wins. The issued cookie is looked at last if it is not among them. */
  readonly keySources: readonly KeySource[];
  readonly cookieFormat: CookieFormat;
  /** Empty for `session_id`, or `session_id_POOL` in another pool than `default`. */
  readonly cookieName: string;
  /** Of the plain pair's second cookie. Empty for `backend`, or `backend_POOL`. */
  readonly backendCookieName: string;
  readonly cookiePath: string;
  /** Empty for the host alone. */
  readonly cookieDomain: string;
  readonly sameSite: SameSite;
  /** Also where the client came in plaintext; otherwise only where it came by TLS. */
  readonly alwaysSecure: boolean;
  /** 0 for a cookie that ends with the browser's own session. */
  readonly cookieMaxAgeMs: number;
  readonly partitioned: boolean;
  /** Backends see the cookies that lbd issues. */
  readonly cookieToBackend: boolean;
  /** An answer below 400 to a POST of this path ends the session; empty for none. */
  readonly logoutPath: string;
  readonly unknownLearned: UnknownLearned;
  /** `response-header:NAME` (lower case), which names the session's labels as `key=value, …`; empty for none. */
  readonly labelsFrom: string;
}

export const defaultAffinity: AffinitySettings = {
  mode: 'issued',
  keySources: [],
  cookieFormat: 'signed',
  cookieName: '',
  backendCookieName: '',
  cookiePath: '/',
  cookieDomain: '',
  sameSite: 'lax',
  alwaysSecure: false,
  cookieMaxAgeMs: 0,
  partitioned: false,
  cookieToBackend: false,
  logoutPath: '',
  unknownLearned: 'hash',
  labelsFrom: '',
};

/** Can a cookie bring a session of the pool back? */
export function signsCookies({ mode, cookieFormat }: AffinitySettings): boolean {
  return mode === 'issued' && cookieFormat === 'signed';
}

/** Two pools never share a cookie's name: one would overwrite the other's. */
export function cookieNameOf(pool: string, { cookieName }: AffinitySettings): string {
  return cookieName === '' ? inPool('session_id', pool) : cookieName;
}

export function backendCookieNameOf(pool: string, { backendCookieName }: AffinitySettings): string {
  return backendCookieName === '' ? inPool('backend', pool) : backendCookieName;
}

function inPool(name: string, pool: string): string {
  return pool === 'default' ? name : `${name}_${pool}`;
}
