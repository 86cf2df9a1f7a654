import { type AffinitySettings, defaultAffinity } from './affinity-settings.ts';

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
export type PolicyName =
  | 'round_robin'
  | 'least_sessions'
  | 'least_connections'
  | 'two_choices'
  | 'random'
  | 'consistent_hash';
export type HashOn = 'session_id' | 'client_ip' | 'path' | `header:${string}`;

/** What becomes of a session whose home can't keep it. */
export type Reaction = 'redistribute' | 'refuse' | 'hold';
export type DrainMode = 'let-finish' | 'move' | 'hold';
export type DrainThen = 'move' | 'expire' | 'hold';
export type ProbeKind = 'none' | 'tcp' | 'http' | 'grpc';

/** Which requests are a pool's: by host, by path, or both. A pool that says neither is asked for by name only. */
export interface PoolAddress {
  /** Host names in lower case, `*.` in front for all names below. Empty for every host. */
  readonly hosts: readonly string[];
  /** Paths that are a pool's with all below them. Empty for every path. */
  readonly pathPrefixes: readonly string[];
}

/** What an operator sets on a pool. */
export interface PoolSettings extends PoolAddress {
  readonly policy: PolicyName;
  readonly hashOn: HashOn;
  readonly idleTimeoutMs: DurationMs;
  /** 0 for no bound. */
  readonly maxLifetimeMs: DurationMs;
  readonly unknownId: UnknownId;
  readonly sessionIds: SessionIds;
  readonly onUnhealthy: Reaction;
  readonly onRemoved: Reaction;
  readonly onDrained: Reaction;
  /** What another process behind the same backend id means. */
  readonly onRestart: 'break' | 'keep';
  /** How long a held Route waits for its home. */
  readonly holdForMs: DurationMs;
  /** How long an outage may last, with another backend eligible, before the sessions are let go. */
  readonly breakAfterMs: DurationMs;
  /** Idle timeout of a session seen only once; 0 for `idleTimeoutMs`. */
  readonly unconfirmedTimeoutMs: DurationMs;
  /** How many times its fair share a backend may have before consistent hashing passes it over; 0 is off, else >= 1. */
  readonly boundedLoad: number;
  /** How long an added or recovered backend takes to its full share of new sessions; 0 is off. */
  readonly slowStartMs: DurationMs;
  /** Failures in a row that eject a backend; 0 is off. */
  readonly ejectAfter: number;
  readonly ejectForMs: DurationMs;
  /** Percent of the pool that traffic may eject. */
  readonly maxEjected: number;
  /** More than this percentage unhealthy, and health is ignored for new sessions; 0 is off. */
  readonly panicThreshold: number;
  /** How HTTP requests name their session. */
  readonly affinity: AffinitySettings;
  /** Backends see in headers where the gateway knows the session, and its generation. */
  readonly exposeAssignment: boolean;
}

/** What an update changes of a pool's settings; of its affinity, too, only what is named. */
export interface PoolPatch extends Partial<Omit<PoolSettings, 'affinity'>> {
  readonly affinity?: Partial<AffinitySettings>;
}

export function patchedPool(settings: PoolSettings, patch: PoolPatch): PoolSettings {
  return { ...settings, ...patch, affinity: { ...settings.affinity, ...patch.affinity } };
}

export const defaultPool: PoolName = 'default';

export const defaultPoolSettings: PoolSettings = {
  policy: 'round_robin',
  hashOn: 'session_id',
  idleTimeoutMs: 30 * 60_000,
  maxLifetimeMs: 0,
  unknownId: 'adopt',
  sessionIds: 'readable',
  onUnhealthy: 'redistribute',
  onRemoved: 'redistribute',
  onDrained: 'redistribute',
  onRestart: 'break',
  holdForMs: 10_000,
  breakAfterMs: 30_000,
  unconfirmedTimeoutMs: 0,
  boundedLoad: 0,
  slowStartMs: 0,
  ejectAfter: 5,
  ejectForMs: 30_000,
  maxEjected: 100,
  panicThreshold: 0,
  affinity: defaultAffinity,
  hosts: [],
  pathPrefixes: [],
  exposeAssignment: false,
};

/** What an operator sets on a backend. */
export interface BackendSettings {
  /** `host:port` or `[v6]:port` */
  readonly address: string;
  /** 0 to 1,000; 0 takes no new sessions and keeps its own */
  readonly weight: number;
  readonly zone: string;
  readonly labels: Labels;
  /** 0 for no limit */
  readonly maxSessions: number;
  readonly probe: ProbeSettings;
}

/** How lbd looks at a backend. */
export interface ProbeSettings {
  readonly kind: ProbeKind;
  readonly intervalMs: DurationMs;
  readonly timeoutMs: DurationMs;
  /** Good answers in a row that make it healthy. */
  readonly rise: number;
  /** Bad answers in a row that make it unhealthy. */
  readonly fall: number;
  readonly path: string;
  /** `200-399` or `200` */
  readonly expectStatus: string;
  /** Empty for any body. */
  readonly bodyContains: string;
  /** 0 for the backend's own. */
  readonly port: number;
  /** 0 for none. */
  readonly agentPort: number;
}

export const defaultProbe: ProbeSettings = {
  kind: 'none',
  intervalMs: 5_000,
  timeoutMs: 2_000,
  rise: 2,
  fall: 3,
  path: '/',
  expectStatus: '200-399',
  bodyContains: '',
  port: 0,
  agentPort: 0,
};

/** A wish that a backend empty itself. */
export interface DrainPlan {
  readonly mode: DrainMode;
  readonly atDeadline: DrainThen;
  readonly startedAtMs: WallMs;
  /** When the sessions still there are let go, as the operator was told; null for never. */
  readonly deadlineMs: WallMs | null;
  /** A session unseen for so long is let go before the deadline; 0 for none. */
  readonly idleDeadlineMs: DurationMs;
  /** Who receives the sessions; empty for the pool's policy. */
  readonly to: BackendId;
  /** Sessions a second; 0 for no bound. */
  readonly rate: number;
  /** Sessions at home when it began. */
  readonly held: number;
  readonly reason: string;
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
  /** When health became what it is. */
  readonly healthSinceMs: WallMs;
  /** The process behind it, as it named itself; empty when unknown. */
  readonly instance: string;
  /** The drain that runs or ran last; null when the backend was active since. */
  readonly drain: DrainPlan | null;
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
  /** Bits of `mark`. */
  readonly marks: number;
}

/** What else is known of a session; stored with its row. */
export const mark = {
  /** Seen more than once. */
  confirmed: 1,
  /** It stays where it is, whatever drain runs. */
  pinned: 2,
  /** It was moved while nobody asked: its next Route answers MOVED. */
  untold: 4,
  /** It has labels. */
  labelled: 8,
} as const;

export type Labels = Readonly<Record<string, string>>;
