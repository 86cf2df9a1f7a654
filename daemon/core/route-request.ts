import { clientNetwork } from './client-network.ts';
import { type Fingerprint, fingerprint } from './hash.ts';
import type { BackendId, DurationMs, Labels, PoolName, SessionId, SessionKey, UnknownId } from './model.ts';
import type { Pool } from './pool.ts';
import type { Replica } from './replica.ts';

export interface RouteWish {
  readonly pool: PoolName;
  /** Empty when the client presents none. */
  readonly sessionId: SessionId;
  /** A valid address, or empty. */
  readonly clientIp: string;
  /** 0 when none was asked for. */
  readonly idleTimeoutMs: DurationMs;
  /** Decide, but claim and extend nothing. */
  readonly validateOnly: boolean;
  /** Hashed instead of what the pool says; empty for the pool's. */
  readonly hashKey: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  /** To be merged into the session's; undefined for none. */
  readonly labels: Labels | undefined;
  readonly maxFallbacks: number;
  /** What the client believes to be its home; empty when it says nothing. */
  readonly claimedBackendId: BackendId;
  readonly explain: boolean;
  /** False where waiting would hold up others, as on a stream: a held session is then refused with a delay. */
  readonly mayWait: boolean;
  /** Backends that were tried in vain: the session leaves them, and goes to none of them. */
  readonly tried?: readonly BackendId[];
  /** Who takes the session if it needs a home and this one may take it. */
  readonly to?: BackendId | undefined;
  /** The backend that made the session: it is at home there, whatever the policy would say. */
  readonly madeBy?: BackendId;
  /** Instead of what the pool says. */
  readonly unknownId?: UnknownId;
  /** Of a cookie that verified: brings the session back where it has no row any more. */
  readonly replica?: Replica | undefined;
}

/** A wish that got its pool, its id and its key. */
export interface RouteRequest {
  readonly pool: Pool;
  readonly sessionId: SessionId;
  readonly key: SessionKey;
  readonly wish: RouteWish;
}

/** Of what the pool hashes on. What the request does not have falls back on the session id: better spread than one heap. */
export function hashedOf(request: RouteRequest): Fingerprint {
  return fingerprint(hashedText(request));
}

function hashedText({ pool, sessionId, wish }: RouteRequest): string {
  if (wish.hashKey !== '') return wish.hashKey;
  const { hashOn } = pool.settings;
  if (hashOn === 'session_id') return sessionId;
  if (hashOn === 'client_ip') return wish.clientIp === '' ? sessionId : clientNetwork(wish.clientIp);
  const text = hashOn === 'path' ? wish.path : wish.headers[hashOn.slice('header:'.length)];
  return text === undefined || text === '' ? sessionId : text;
}
