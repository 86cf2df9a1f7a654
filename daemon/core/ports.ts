import { LbError } from './errors.ts';
import type {
  BackendId,
  BackendRow,
  DurationMs,
  InstantMs,
  PoolName,
  PoolRow,
  Reason,
  SessionId,
  SessionKey,
  SessionRow,
  WallMs,
} from './model.ts';

/** One line of the journal; the store numbers it when its change commits. */
export interface JournalEvent {
  readonly kind: JournalKind;
  readonly atMs: WallMs;
  readonly pool: PoolName;
  /** Empty where the event is about a pool. */
  readonly backendId: BackendId;
  /** Absent where the event is about no session. */
  readonly key?: SessionKey;
  /** The id where it may be read, else the handle. */
  readonly session?: string;
  readonly generation?: number;
  readonly reason?: Reason | string;
  /** Who asked: `router`, `lbd`, or a principal. */
  readonly who: string;
  /** What else is worth knowing, in words. */
  readonly detail?: string;
}

export type JournalKind =
  | 'assigned'
  | 'moved'
  | 'expired'
  | 'ended'
  | 'pool-created'
  | 'pool-updated'
  | 'pool-deleted'
  | 'backend-created'
  | 'backend-updated'
  | 'backend-deleted'
  | 'cordoned'
  | 'uncordoned'
  | 'draining'
  | 'drained'
  | 'undrained'
  | 'health-changed'
  | 'broken';

/** A session as it is to be written: the row, and its id where ids are readable. */
export interface Claim {
  readonly row: SessionRow;
  /** Null where ids are sealed. */
  readonly sessionId: SessionId | null;
  readonly event: JournalEvent;
}

/** Who holds a key after a claim. With one router it is the claimer; among many it may be another. */
export interface Holder {
  readonly backendNo: number;
  readonly incarnation: number;
  readonly generation: number;
}

/**
 * The disk failed while a change was written: nobody knows yet whether it stands. The caller is told at once.
 * `truth` resolves when the store can write again: true when the change stands, whole. It never rejects.
 */
export class UnknownOutcome extends LbError {
  readonly truth: Promise<boolean>;

  constructor(message: string, truth: Promise<boolean>, options?: { cause?: unknown }) {
    super('store-unavailable', message, options);
    this.truth = truth;
  }
}

/** A session to be deleted: its slot, and the tenant that is meant. */
export interface Ending {
  readonly slot: number;
  readonly serial: number;
  /** Whose session it is; for stores that have no slots. */
  readonly key: SessionKey;
  readonly backendNo: number;
  readonly event: JournalEvent;
}

/** A newer last-active time. Written only while the slot's tenant is still `serial`. */
export interface Touch {
  readonly slot: number;
  readonly serial: number;
  readonly lastActiveMs: InstantMs;
}

/** One administrative change; what it lists is written in one transaction. */
export interface ControlChange {
  readonly pools?: readonly PoolRow[];
  readonly deletedPools?: readonly PoolName[];
  readonly backends?: readonly BackendRow[];
  /** Rows no session refers to any more, by number. */
  readonly forgottenBackends?: readonly number[];
  readonly events: readonly JournalEvent[];
}

/** Receives what a store holds, before lbd serves: pools first, then backends, then sessions. */
export interface LoadSink {
  pool(row: PoolRow): void;
  backend(row: BackendRow): void;
  /** Called once with how many sessions follow, at least roughly. */
  expectSessions(count: number): void;
  /**
   * Plain arguments, for a million of these are made in a second. `createdAtMs` is wall time,
   * `lastActiveMs` lease time as stored; `reason` as `reasonCode`.
   */
  session(
    slot: number,
    serial: number,
    k0: number,
    k1: number,
    k2: number,
    k3: number,
    backendNo: number,
    incarnation: number,
    generation: number,
    createdAtMs: WallMs,
    lastActiveMs: InstantMs,
    idleTimeoutMs: number,
    reasonCode: number,
  ): void;
}

/** What a store knows of itself when it is opened. */
export interface Dataset {
  /** 32 bytes, made once for the dataset; every key is derived from it. */
  readonly rootSecret: Uint8Array;
  /** Where the lease clock stood when the store was last written, or the wall time of a new dataset. */
  readonly leaseMs: InstantMs;
  /** The journal's newest sequence; 0 when it is empty. */
  readonly sequence: number;
}

export interface StoreHealth {
  readonly writable: boolean;
  /** Why not, for people; empty when writable. */
  readonly error: string;
  /** Changes waiting for their commit. */
  readonly queued: number;
}

/** Where the two clocks stand: written with the changes, so that a restart can go on from there. */
export interface Clock {
  /** The lease clock. */
  now(): InstantMs;
  /** Wall time less lease time: a constant of this run. */
  readonly wallOffsetMs: DurationMs;
  /** Wall time that steps only at a restart: the lease clock plus that constant. */
  wallNow(): WallMs;
}

/**
 * Durable truth. One first-in-first-out queue orders all changes; a promise resolves when its change is durable.
 *
 * A change that fails rejects with LbError `store-unavailable`. Where its outcome is unknown (the disk failed while
 * it was written), the error is an `UnknownOutcome`: the caller is told at once, the truth follows.
 */
export interface Store {
  readonly kind: 'memory' | 'sqlite';
  /** Where it is, for people; empty for memory. */
  readonly location: string;

  /** Everything the store holds; called once, before any change. Sessions with `slot >= 2^24` are refused. */
  load(sink: LoadSink): Dataset;
  /** Starts the writing; changes before it are a bug. Last-active times are mapped by `clock`. */
  start(clock: Clock): Promise<void>;

  /** Makes one session durable: an assignment on a free slot, a re-assignment or a move on its own. */
  claim(claim: Claim): Promise<Holder>;
  /** Deletes sessions; resolves when the deletes are durable. At most 1,024. */
  end(endings: readonly Ending[]): Promise<void>;
  /** Low priority: goes when no claim waits. Rejects like the others; the caller may ask again. At most 4,096. */
  touch(touches: readonly Touch[]): Promise<void>;
  /** Goes before every queued claim. */
  control(change: ControlChange): Promise<void>;

  /** Session ids by slot and serial, from committed state; null where there is none. At most 1,000. */
  sessionIds(refs: readonly { slot: number; serial: number }[]): Promise<readonly (SessionId | null)[]>;

  /** The journal's newest durable sequence. */
  sequence(): number;
  health(): StoreHealth;
  /** Writes what is queued, then closes. Safe to repeat. */
  close(): Promise<void>;
}
