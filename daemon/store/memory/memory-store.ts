import { LbError } from '../../core/errors.ts';
import type { Clock, Holder, Store } from '../../core/ports.ts';
import { type Change, changeQueue } from '../change-queue.ts';
import { type MemoryDisk, memoryDisk } from './memory-disk.ts';

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
    while (queue.size > 0) for (const change of queue.take()) apply(disk, change, sinceEpochMs);
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
    sequence: () => disk.sequence,
    health: () => ({ writable: !closed, error: closed ? 'the store is closed' : '', queued: queue.size }),
    async close() {
      commit();
      closed = true;
    },
  };
}

function apply(disk: MemoryDisk, change: Change, sinceEpochMs: number): void {
  switch (change.kind) {
    case 'claim': {
      const { row } = change.claim;
      disk.applyClaim(change.claim, row.createdAtMs + sinceEpochMs);
      change.done({ backendNo: row.backendNo, incarnation: row.incarnation, generation: row.generation });
      break;
    }
    case 'end':
      for (const ending of change.endings) disk.applyEnding(ending);
      change.done();
      break;
    case 'touch':
      for (const touch of change.touches) disk.applyTouch(touch);
      change.done();
      break;
    case 'control':
      disk.applyControl(change.change);
      change.done();
  }
}

function stopping(): LbError {
  return new LbError('shutting-down', 'lbd is stopping; nothing new is written');
}
