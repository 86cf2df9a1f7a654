import { LbError } from '../../core/errors.ts';
import type { Clock, Holder, JournalLine, Store } from '../../core/ports.ts';
import { Buckets, commitSecondsBounds } from '../../distribution.ts';
import { type Change, changeQueue } from '../change-queue.ts';
import { type MemoryDisk, memoryDisk } from './memory-disk.ts';
import { pageOf } from './memory-journal.ts';

/**
 * The reference store: what SQLite does, without a disk. Nothing outlives the process; nothing fails.
 *
 * @param disk what an earlier store of the same process committed, to play a restart or a crash
 */
export function openMemoryStore(disk: MemoryDisk = memoryDisk()): Store {
  const queue = changeQueue();
  let clock: Clock | undefined;
  let scheduled = false;
  let closed = false;
  const commits = { seconds: new Buckets(commitSecondsBounds), changes: 0, failed: 0 };
  const listeners: ((lines: readonly JournalLine[]) => void)[] = [];

  function add(change: Change): void {
    if (clock === undefined) throw new Error('the store is not started');
    queue.add(change);
    if (!scheduled) {
      scheduled = true;
      queueMicrotask(commit);
    }
  }

  function commit(): void {
    scheduled = false;
    if (closed || clock === undefined) return;
    disk.beat(clock.now());
    const sinceEpochMs = clock.wallNow() - clock.now();
    while (queue.size > 0) {
      const before = disk.sequence;
      const startedMs = performance.now();
      const answers = queue.take().map((change) => apply(disk, change, sinceEpochMs));
      commits.seconds.add((performance.now() - startedMs) / 1_000);
      commits.changes += answers.length;
      const lines = listeners.length > 0 ? disk.journalAfter(before) : [];
      if (lines.length > 0) for (const listener of listeners) listener(lines);
      for (const answer of answers) answer();
    }
  }

  return {
    kind: 'memory',
    location: '',
    load(sink) {
      disk.load(sink);
      return { rootSecret: disk.rootSecret, leaseMs: disk.leaseMs, sequence: disk.sequence };
    },
    async start(runningClock) {
      clock = runningClock;
    },
    claim(claim) {
      if (closed) return Promise.reject(stopping());
      return new Promise<Holder>((done, failed) => add({ kind: 'claim', claim, done, failed }));
    },
    end(endings) {
      if (closed) return Promise.reject(stopping());
      return new Promise<void>((done, failed) => add({ kind: 'end', endings, done, failed }));
    },
    touch(touches) {
      if (closed) return Promise.reject(stopping());
      return new Promise<void>((done, failed) => add({ kind: 'touch', touches, done, failed }));
    },
    control(change) {
      if (closed) return Promise.reject(stopping());
      return new Promise<void>((done, failed) => add({ kind: 'control', change, done, failed }));
    },
    async sessionIds(refs) {
      return refs.map(({ slot, serial }) => disk.sessionId(slot, serial));
    },
    async labels(refs) {
      return refs.map(({ slot, serial }) => disk.labels(slot, serial));
    },
    async labelled(name, value, fromSlot, endSlot) {
      return Uint32Array.from(disk.labelled(name, value, fromSlot, endSlot)).sort();
    },
    sequence: () => disk.sequence,
    events: async (query) => pageOf(disk.journal, query),
    onCommitted(listener) {
      listeners.push(listener);
    },
    async backup() {
      throw new LbError(
        'store-unavailable',
        'lbd keeps its data in memory, so there is nothing to back up: start it with the sqlite store',
      );
    },
    health: () => ({ writable: !closed, error: closed ? 'the store is closed' : '', queued: queue.size, commits }),
    async close() {
      commit();
      closed = true;
    },
  };
}

/** Answers what tells the caller. */
function apply(disk: MemoryDisk, change: Change, sinceEpochMs: number): () => void {
  switch (change.kind) {
    case 'claim': {
      const { row } = change.claim;
      disk.applyClaim(change.claim, row.createdAtMs + sinceEpochMs);
      const { backendNo, incarnation, generation } = row;
      return () => change.done({ backendNo, incarnation, generation });
    }
    case 'end':
      for (const ending of change.endings) disk.applyEnding(ending);
      return change.done;
    case 'touch':
      for (const touch of change.touches) disk.applyTouch(touch);
      return change.done;
    case 'control':
      disk.applyControl(change.change);
      return change.done;
  }
}

function stopping(): LbError {
  return new LbError('shutting-down', 'lbd is stopping; nothing new is written');
}
