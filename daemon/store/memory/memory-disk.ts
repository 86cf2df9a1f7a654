import { randomBytes } from 'node:crypto';
import { reasonCode } from '../../core/codes.ts';
import type { CookieFence } from '../../core/cookie-fences.ts';
import {
  type BackendRow,
  type InstantMs,
  type Labels,
  mark,
  type PoolName,
  type PoolRow,
  type SessionId,
  type SessionKey,
  type SessionRow,
  type WallMs,
} from '../../core/model.ts';
import type { Claim, ControlChange, Ending, JournalEvent, JournalLine, LoadSink, Touch } from '../../core/ports.ts';

/** What a memory store has committed. Outlives it, so that a restart can be played: give it to the next store. */
export interface MemoryDisk {
  readonly rootSecret: Uint8Array;
  readonly leaseMs: InstantMs;
  readonly sequence: number;
  /** The newest lines, in order. */
  readonly journal: readonly JournalLine[];
  /** Those after a number. */
  journalAfter(sequence: number): readonly JournalLine[];

  applyClaim(claim: Claim, createdAtMs: WallMs): void;
  applyEnding(ending: Ending): void;
  applyTouch(touch: Touch): void;
  applyControl(change: ControlChange): void;
  /** Moves the lease clock's mark; it never goes back. */
  beat(leaseMs: InstantMs): void;
  load(sink: LoadSink): void;
  sessionId(slot: number, serial: number): SessionId | null;
  labels(slot: number, serial: number): Labels;
  labelled(name: string, value: string | undefined, fromSlot: number, endSlot: number): number[];
}

interface StoredSession {
  readonly row: SessionRow;
  readonly sessionId: SessionId | null;
  readonly createdAtMs: WallMs;
  readonly labels: Labels;
  lastActiveMs: InstantMs;
  marks: number;
}

// Memory is not for history: enough for a look back, a few tens of megabytes at most.
const maxJournalLines = 100_000;

/** @param leaseMs where the lease clock of a new dataset starts: wall time */
export function memoryDisk(leaseMs: InstantMs = Date.now(), rootSecret: Uint8Array = randomBytes(32)): MemoryDisk {
  const pools = new Map<PoolName, PoolRow>();
  const backends = new Map<number, BackendRow>();
  const sessions = new Map<number, StoredSession>();
  const fences = new Map<string, CookieFence>();
  const ended = new Map<string, { key: SessionKey; atMs: WallMs }>();
  let journal: JournalLine[] = [];
  let sequence = 0;
  let lease = leaseMs;

  /** @param session whose it is, where the event does not say */
  function write(event: JournalEvent, session?: SessionId | null): void {
    const told = event.session === undefined && typeof session === 'string' ? { session } : {};
    journal.push({ ...event, ...told, sequence: ++sequence });
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
    journalAfter(after) {
      let from = journal.length;
      while (from > 0 && (journal[from - 1] as JournalLine).sequence > after) from--;
      return journal.slice(from);
    },
    applyClaim({ row, sessionId, labels = {}, event }, createdAtMs) {
      const before = sessions.get(row.slot);
      const known = before !== undefined && sameKey(before.row.key, row.key) ? before.sessionId : null;
      const id = sessionId === undefined ? known : sessionId;
      const had = before?.row.serial === row.serial ? before.labels : {};
      const merged = Object.fromEntries(Object.entries({ ...had, ...labels }).filter(([, value]) => value !== ''));
      const { lastActiveMs, marks } = row;
      sessions.set(row.slot, { row, sessionId: id, createdAtMs, labels: merged, lastActiveMs, marks });
      write(event, id);
    },
    applyEnding({ slot, serial, key, remembered, event }) {
      if (remembered) ended.set(`${key.k0}.${key.k1}.${key.k2}.${key.k3}`, { key, atMs: event.atMs });
      const session = tenant(slot, serial);
      if (session === undefined) {
        sequence++; // nothing happened, so nothing is told; the number is gone all the same, as in SQLite
        return;
      }
      sessions.delete(slot);
      write(event, session.sessionId);
    },
    applyTouch({ slot, serial, lastActiveMs, marks }) {
      const session = tenant(slot, serial);
      if (session === undefined || session.lastActiveMs > lastActiveMs) return;
      // As in SQLite: a claim that went before an older touch knows better.
      session.marks = session.lastActiveMs < lastActiveMs ? marks : session.marks | (marks & mark.confirmed);
      session.lastActiveMs = lastActiveMs;
    },
    applyControl({
      pools: changed = [],
      deletedPools = [],
      backends: rows = [],
      forgottenBackends = [],
      events,
      ...cookies
    }) {
      for (const pool of changed) pools.set(pool.name, pool);
      for (const no of forgottenBackends) backends.delete(no);
      for (const backend of rows) backends.set(backend.no, backend);
      for (const name of deletedPools) pools.delete(name);
      for (const fence of cookies.cookieFences ?? []) fences.set(`${fence.pool}/${fence.backendId}`, fence);
      for (const { key, atMs } of cookies.endedSessions ?? [])
        ended.set(`${key.k0}.${key.k1}.${key.k2}.${key.k3}`, { key, atMs });
      const forgetBeforeMs = cookies.forgetEndsBeforeMs ?? Number.NEGATIVE_INFINITY;
      for (const [key, { atMs }] of ended) if (atMs < forgetBeforeMs) ended.delete(key);
      for (const event of events) write(event);
      if (events.length === 0) sequence++; // as SQLite, where the number tells whether a silent change stands
    },
    beat(now) {
      lease = Math.max(lease, now);
    },
    load(sink) {
      for (const pool of pools.values()) sink.pool(pool);
      for (const backend of [...backends.values()].sort((a, b) => a.no - b.no)) sink.backend(backend);
      for (const fence of fences.values()) sink.cookieFence(fence);
      for (const { key, atMs } of ended.values()) sink.ended(key, atMs);
      sink.expectSessions(sessions.size);
      const stored = [...sessions.values()].sort((a, b) => a.row.slot - b.row.slot);
      for (const { row, createdAtMs, lastActiveMs, marks } of stored) {
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
          marks,
        );
        lease = Math.max(lease, lastActiveMs);
      }
    },
    sessionId(slot, serial) {
      return tenant(slot, serial)?.sessionId ?? null;
    },
    labels(slot, serial) {
      return tenant(slot, serial)?.labels ?? {};
    },
    labelled(name, value, fromSlot, endSlot) {
      const has = ({ row: { slot }, labels }: StoredSession) =>
        slot >= fromSlot &&
        slot < endSlot &&
        Object.hasOwn(labels, name) &&
        (value === undefined || labels[name] === value);
      return [...sessions.values()].filter(has).map(({ row }) => row.slot);
    },
  };
}

function sameKey(a: SessionKey, b: SessionKey): boolean {
  return a.k0 === b.k0 && a.k1 === b.k1 && a.k2 === b.k2 && a.k3 === b.k3;
}
