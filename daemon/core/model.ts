/** The words of lbd. See ARCHITECTURE.md for the table they come from. */

/** Milliseconds on the lease clock: it runs while lbd runs, and never backwards. */
export type InstantMs = number;
/** Milliseconds. */
export type DurationMs = number;
/** Milliseconds since the Unix epoch. */
export type WallMs = number;

export type PoolName = string;
export type BackendId = string;
/** What the client presents: 1 to 256 bytes, opaque, case-sensitive. */
export type SessionId = string;

/** 128-bit keyed hash of pool and session id, as four signed 32-bit words. */
export interface SessionKey {
  readonly k0: number;
  readonly k1: number;
  readonly k2: number;
  readonly k3: number;
}

/** The operator's wish. */
export type AdminState = 'active' | 'cordoned' | 'draining' | 'drained';
/** What probes and traffic saw. */
export type Health = 'unknown' | 'healthy' | 'unhealthy';

/** Why a backend no longer keeps the sessions it had. */
export type BreakReason = 'backend-unhealthy' | 'backend-drained' | 'backend-removed' | 'backend-restarted';

/** Why a session was assigned or moved. */
export type Reason = 'new' | 'lapsed' | 'restored' | BreakReason | 'connect-failed' | 'operator' | 'rebalanced';

export type Outcome = 'kept' | 'assigned' | 'moved';

export type UnknownId = 'adopt' | 'replace';
export type SessionIds = 'readable' | 'sealed';
export type PolicyName = 'round_robin' | 'least_sessions' | 'consistent_hash';
export type HashOn = 'session_id' | 'client_ip';

/** What an operator sets on a pool. */
export interface PoolSettings {
  readonly policy: PolicyName;
  readonly hashOn: HashOn;
  readonly idleTimeoutMs: DurationMs;
  /** 0 for no bound. */
  readonly maxLifetimeMs: DurationMs;
  readonly unknownId: UnknownId;
  readonly sessionIds: SessionIds;
}

export const defaultPool: PoolName = 'default';

export const defaultPoolSettings: PoolSettings = {
  policy: 'round_robin',
  hashOn: 'session_id',
  idleTimeoutMs: 30 * 60_000,
  maxLifetimeMs: 0,
  unknownId: 'adopt',
  sessionIds: 'readable',
};

/** What an operator sets on a backend. */
export interface BackendSettings {
  /** `host:port` or `[v6]:port` */
  readonly address: string;
  /** 0 to 1,000; 0 takes no new sessions and keeps its own */
  readonly weight: number;
  readonly zone: string;
  readonly labels: Readonly<Record<string, string>>;
  /** 0 for no limit */
  readonly maxSessions: number;
}

/** A pool as the store keeps it. */
export interface PoolRow {
  readonly name: PoolName;
  readonly settings: PoolSettings;
  /** Goes up with each change of the settings; the etag. */
  readonly version: number;
  readonly createdAtMs: WallMs;
}

/** A backend as the store keeps it. */
export interface BackendRow {
  /** Number in the dataset: never given to another (pool, id). 1 to 2^31 - 1. */
  readonly no: number;
  readonly pool: PoolName;
  readonly id: BackendId;
  readonly settings: BackendSettings;
  readonly admin: AdminState;
  readonly health: Health;
  /** Why health is what it is, in words. */
  readonly healthReason: string;
  /** Goes up each time the backend leaves service; 1 at first. */
  readonly incarnation: number;
  /** The oldest incarnation whose sessions it still has. */
  readonly keptFrom: number;
  /** Why kept-from rose last. */
  readonly brokenBecause: BreakReason;
  /** When the sessions still here are let go, as the operator was told; null when no deadline runs. */
  readonly drainDeadlineMs: WallMs | null;
  /** True for a tombstone: removed, but sessions still refer to it. */
  readonly removed: boolean;
  /** Goes up with each change of settings or admin state; the etag. */
  readonly version: number;
  readonly createdAtMs: WallMs;
}

/** A session as the store keeps it, less its id. */
export interface SessionRow {
  /** Its place in the session table; stable for its life. */
  readonly slot: number;
  /** Tells a slot's tenants apart: unsigned 32 bits. */
  readonly serial: number;
  readonly key: SessionKey;
  readonly backendNo: number;
  readonly incarnation: number;
  readonly generation: number;
  /** On the lease clock of this run; the store keeps wall time. */
  readonly createdAtMs: InstantMs;
  readonly lastActiveMs: InstantMs;
  /** Its own idle timeout where it asked for a shorter one than the pool's; 0 for the pool's. */
  readonly idleTimeoutMs: DurationMs;
  readonly reason: Reason;
}
