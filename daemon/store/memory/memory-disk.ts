import { randomBytes } from 'node:crypto';
import { reasonCode } from '../../core/codes.ts';
import type { BackendRow, InstantMs, PoolName, PoolRow, SessionId, SessionRow, WallMs } from '../../core/model.ts';
import type { Claim, ControlChange, Ending, JournalEvent, LoadSink, Touch } from '../../core/ports.ts';

/** What a memory store has committed. Outlives it, so that a restart can be played: give it to the next store. */
export interface MemoryDisk {
  readonly rootSecret: Uint8Array;
  readonly leaseMs: InstantMs;
  readonly sequence: number;
  /** The newest events with their numbers, in order. */
  readonly journal: readonly JournalLine[];

  applyClaim(claim: Claim, createdAtMs: WallMs): void;
  applyEnding(ending: Ending): void;
  applyTouch(touch: Touch): void;
  applyControl(change: ControlChange): void;
  /** Moves the lease clock's mark; it never goes back. */
  beat(leaseMs: InstantMs): void;
  load(sink: LoadSink): void;
  sessionId(slot: number, serial: number): SessionId | null;
}

export interface JournalLine {
  readonly sequence: number;
  readonly event: JournalEvent;
}

interface StoredSession {
  readonly row: SessionRow;
  readonly sessionId: SessionId | null;
  readonly createdAtMs: WallMs;
  lastActiveMs: InstantMs;
}

// Memory is not for history: enough for a look back, a few tens of megabytes at most.
const maxJournalLines = 100_000;

/** @param leaseMs where the lease clock of a new dataset starts: wall time */
export function memoryDisk(leaseMs: InstantMs = Date.now(), rootSecret: Uint8Array = randomBytes(32)): MemoryDisk {
  const pools = new Map<PoolName, PoolRow>();
  const backends = new Map<number, BackendRow>();
  const sessions = new Map<number, StoredSession>();
  let journal: JournalLine[] = [];
  let sequence = 0;
  let lease = leaseMs;

  function write(event: JournalEvent): void {
    journal.push({ sequence: ++sequence, event });
    if (journal.length >= 2 * maxJournalLines) journal = journal.slice(-maxJournalLines);
  }

  function tenant(slot: number, serial: number): StoredSession | undefined {
    const session = sessions.get(slot);
    return session?.row.serial === serial ? session : undefined;
  }

  return {
    rootSecret,
    get leaseMs() {
      return lease;
    },
    get sequence() {
      return sequence;
    },
    get journal() {
      return journal.slice(-maxJournalLines);
    },
    applyClaim({ row, sessionId, event }, createdAtMs) {
      sessions.set(row.slot, { row, sessionId, createdAtMs, lastActiveMs: row.lastActiveMs });
      write(event);
    },
    applyEnding({ slot, serial, event }) {
      if (!tenant(slot, serial)) {
        sequence++; // nothing happened, so nothing is told; the number is gone all the same, as in SQLite
        return;
      }
      sessions.delete(slot);
      write(event);
    },
    applyTouch({ slot, serial, lastActiveMs }) {
      const session = tenant(slot, serial);
      if (session && session.lastActiveMs < lastActiveMs) session.lastActiveMs = lastActiveMs;
    },
    applyControl({ pools: changed = [], deletedPools = [], backends: rows = [], forgottenBackends = [], events }) {
      for (const pool of changed) pools.set(pool.name, pool);
      for (const no of forgottenBackends) backends.delete(no);
      for (const backend of rows) backends.set(backend.no, backend);
      for (const name of deletedPools) pools.delete(name);
      for (const event of events) write(event);
      if (events.length === 0) sequence++; // as SQLite, where the number tells whether a silent change stands
    },
    beat(now) {
      lease = Math.max(lease, now);
    },
    load(sink) {
      for (const pool of pools.values()) sink.pool(pool);
      for (const backend of [...backends.values()].sort((a, b) => a.no - b.no)) sink.backend(backend);
      sink.expectSessions(sessions.size);
      for (const { row, createdAtMs, lastActiveMs } of [...sessions.values()].sort((a, b) => a.row.slot - b.row.slot)) {
        const { slot, serial, key, backendNo, incarnation, generation, idleTimeoutMs, reason } = row;
        const code = reasonCode(reason);
        sink.session(
          slot,
          serial,
          key.k0,
          key.k1,
          key.k2,
          key.k3,
          backendNo,
          incarnation,
          generation,
          createdAtMs,
          lastActiveMs,
          idleTimeoutMs,
          code,
        );
        lease = Math.max(lease, lastActiveMs);
      }
    },
    sessionId(slot, serial) {
      return tenant(slot, serial)?.sessionId ?? null;
    },
  };
}
