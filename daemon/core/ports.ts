import type { CookieFence } from './cookie-fences.ts';
import { LbError } from './errors.ts';
import type {
  BackendId,
  BackendRow,
  DurationMs,
  InstantMs,
  Labels,
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
  /** The id where it may be read, else the handle. Absent where nobody told it: the store takes it from the row. */
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
  | 'pinned'
  | 'unpinned'
  | 'session-updated'
  | 'key-rotated'
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
  | 'drain-changed'
  | 'health-changed'
  | 'broken'
  | 'backup-taken'
  | 'settings-reloaded'
  | 'refused'
  | 'failed';

/** A line of the journal as it was committed. */
export interface JournalLine extends JournalEvent {
  /** Rises; numbers may be missing where a change turned out to be none. */
  readonly sequence: number;
}

/** Which lines of the journal, oldest first; at most 1,000. */
export interface JournalQuery {
  /** Only lines after this sequence. */
  readonly afterSequence: number;
  readonly limit: number;
  /** The newest of them instead of the oldest. */
  readonly tail: boolean;
  readonly sinceMs?: WallMs;
  readonly untilMs?: WallMs;
  readonly pool?: PoolName;
  readonly backendId?: BackendId;
  readonly key?: SessionKey;
  readonly kinds?: readonly JournalKind[];
}

export interface JournalPage {
  readonly lines: readonly JournalLine[];
  /** More lines match behind the last one. */
  readonly more: boolean;
  /** The oldest line kept; 0 when there is none. */
  readonly oldestSequence: number;
}

/** A session as it is to be written: the row, and its id where ids are readable. */
export interface Claim {
  readonly row: SessionRow;
  /** Null where ids are sealed; undefined keeps the one that the slot's row has (nobody told it, as in a drain's moves). */
  readonly sessionId: SessionId | null | undefined;
  /** To be merged into the session's labels; an empty value takes one away. A new tenant of a slot has no others. */
  readonly labels?: Labels;
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
  /** A cookie of it may be about still: its end is remembered. */
  readonly remembered?: boolean;
  readonly event: JournalEvent;
}

/** A newer last-active time, and the marks of the moment. Written only while the slot's tenant is still `serial`. */
export interface Touch {
  readonly slot: number;
  readonly serial: number;
  readonly lastActiveMs: InstantMs;
  readonly marks: number;
}

/** One administrative change; what it lists is written in one transaction. */
export interface ControlChange {
  readonly cookieFences?: readonly CookieFence[];
  /** Sessions that were ended while they had no row: a cookie of theirs may be about still. */
  readonly endedSessions?: readonly { readonly key: SessionKey; readonly atMs: WallMs }[];
  /** Ends remembered from before this are to be forgotten: every cookie they would stop is too old itself. */
  readonly forgetEndsBeforeMs?: WallMs;
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
  cookieFence(fence: CookieFence): void;
  /** A session that ended, and whose cookies do not count any more. */
  ended(key: SessionKey, endedAtMs: WallMs): void;
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
    marks: number,
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
  /** Since the start; undefined where nobody counts. */
  readonly commits?: CommitCounts;
}

export interface CommitCounts {
  /** How long commits took, as those saw it who waited, in seconds. */
  readonly seconds: Distribution;
  /** Changes in commits that succeeded: a claim, an end of many, a slice of touches or a control change is one. */
  readonly changes: number;
  /** Commits that failed, or whose outcome was unknown at first. */
  readonly failed: number;
}

/** How often a value fell where. */
export interface Distribution {
  /** Upper bounds, rising. */
  readonly bounds: readonly number[];
  /** One a bound, and what was above the last one. */
  readonly counts: ArrayLike<number>;
  readonly sum: number;
}

export interface SlotRef {
  readonly slot: number;
  readonly serial: number;
}

/** Where the two clocks stand: written with the changes, so that a restart can go on from there. */
export interface Clock {
  /** The lease clock. */
  now(): InstantMs;
  /** Wall time less lease time: a constant of this run. */
  readonly wallOffsetMs: DurationMs;
  /** Wall time that steps only at a restart: the lease clock plus that constant. */
  wallNow(): WallMs;
  /** Calls back once the clock has gone on by so much; answers how to call it off. */
  after(delayMs: DurationMs, call: () => void): () => void;
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
  sessionIds(refs: readonly SlotRef[]): Promise<readonly (SessionId | null)[]>;

  /** Labels by slot and serial, from committed state. At most 1,000. */
  labels(refs: readonly SlotRef[]): Promise<readonly Labels[]>;
  /**
   * Which slots from `fromSlot` on, below `endSlot`, carry the label; in order. `value` undefined for any value.
   * Slots of sessions that ended or began meanwhile may be among them or not.
   */
  labelled(name: string, value: string | undefined, fromSlot: number, endSlot: number): Promise<Uint32Array>;

  /** The journal's newest durable sequence. */
  sequence(): number;
  /** Lines of the journal, from committed state. */
  events(query: JournalQuery): Promise<JournalPage>;
  /** Told of every line right after its commit, in order, before the change's promise resolves. */
  onCommitted(listener: (lines: readonly JournalLine[]) => void): void;
  /**
   * Writes a copy of the whole dataset as it is at one moment, while changes go on; keys of cookies are not in it.
   * @param path must not exist
   * @throws LbError `store-unavailable` where the store has no copy to give (memory) or the disk is full
   */
  backup(path: string): Promise<void>;
  health(): StoreHealth;
  /** Writes what is queued, then closes. Safe to repeat. */
  close(): Promise<void>;
}
