import { reasonCode } from './codes.ts';
import { fingerprint } from './hash.ts';
import { KeyIndex } from './key-index.ts';
import type { InstantMs, Labels, SessionKey, SessionRow } from './model.ts';
import { flag, SessionRecords } from './session-records.ts';

/**
 * The working set: every committed session, by slot and by key. A slot never moves while its session lives.
 * Memory: 48 bytes a slot and 6.4 to 12.8 bytes of index a session.
 */
export class SessionTable {
  readonly records = new SessionRecords();
  /** Idle timeouts of the few sessions that asked for their own. */
  readonly #shortLeases = new Map<number, number>();
  /** Of the labels that the client told last, of the sessions that have any: telling the same again is no change. */
  readonly #labelPrints = new Map<number, string>();
  #index = new KeyIndex(this.records, 0);
  #serial = 0;

  /** Committed sessions. */
  get size(): number {
    return this.#index.size;
  }

  /** Sessions and reservations: what counts against the limit. */
  get allocated(): number {
    return this.records.allocated;
  }

  get byteLength(): number {
    return this.records.byteLength + this.#index.byteLength;
  }

  /** The slot that holds `key`, or -1. */
  find(key: SessionKey): number {
    return this.#index.find(key);
  }

  isLive(slot: number): boolean {
    return this.records.has(slot, flag.live);
  }

  /** A slot for a claim, invisible until `put`; -1 when there is none left. Give it back by `release`. */
  reserve(): number {
    return this.records.allocate();
  }

  release(slot: number): void {
    this.records.release(slot);
  }

  /** Tells a slot's next tenant from the last: goes up by one, and round after 2^32. */
  nextSerial(): number {
    this.#serial = (this.#serial + 1) >>> 0;
    return this.#serial;
  }

  /** Makes a committed session visible, or overwrites the one in its slot, whose key must be the same. */
  put(row: SessionRow): void {
    const known = this.records.has(row.slot, flag.live);
    // Of another tenant, or of before a change of labels: whoever made this change tells what is true now.
    this.#labelPrints.delete(row.slot);
    this.#write(row, Math.floor(row.lastActiveMs / 1000));
    if (!known) this.#index.insert(row.key, row.slot);
  }

  /** The session is gone and its slot free. */
  remove(slot: number): void {
    this.#index.remove(this.records.key(slot));
    this.#shortLeases.delete(slot);
    this.#labelPrints.delete(slot);
    this.records.release(slot);
  }

  /** Before a load: room for so many, so that the index need not grow on the way. */
  expect(sessions: number): void {
    this.#index = new KeyIndex(this.records, sessions);
  }

  /** One row at load; its key must not be in the table. */
  load(row: SessionRow, storedLastActiveMs: InstantMs): void {
    this.records.occupy(row.slot);
    this.#write(row, Math.floor(storedLastActiveMs / 1000));
    this.#index.insert(row.key, row.slot);
    if (isLaterSerial(row.serial, this.#serial)) this.#serial = row.serial;
  }

  loaded(): void {
    this.records.reclaimGaps();
  }

  /** The session's own idle timeout, or `poolIdleMs`, whichever is shorter. */
  idleTimeoutMs(slot: number, poolIdleMs: number): number {
    if (!this.records.has(slot, flag.shortLease)) return poolIdleMs;
    return Math.min(poolIdleMs, this.#shortLeases.get(slot) ?? poolIdleMs);
  }

  /** 0 where the session has none of its own. */
  ownIdleTimeoutMs(slot: number): number {
    return this.records.has(slot, flag.shortLease) ? (this.#shortLeases.get(slot) ?? 0) : 0;
  }

  /** Are these labels others than those told last? */
  labelsToldAnew(slot: number, labels: Labels): boolean {
    return this.#labelPrints.get(slot) !== printOf(labels);
  }

  labelsTold(slot: number, labels: Labels): void {
    this.#labelPrints.set(slot, printOf(labels));
  }

  /** The slots of live sessions from `from` on, below `end`. */
  *slots(from: number, end: number): Generator<number> {
    const stop = Math.min(end, this.records.highWater);
    for (let slot = from; slot < stop; slot += 1) if (this.records.has(slot, flag.live)) yield slot;
  }

  #write(row: SessionRow, storedSeconds: number): void {
    this.records.put(
      row.slot,
      row.key,
      row.serial,
      row.backendNo,
      row.incarnation,
      row.generation,
      row.createdAtMs,
      row.lastActiveMs,
      storedSeconds,
      reasonCode(row.reason),
      row.marks,
    );
    if (row.idleTimeoutMs > 0) {
      this.#shortLeases.set(row.slot, row.idleTimeoutMs);
      this.records.set(row.slot, flag.shortLease);
    } else {
      this.#shortLeases.delete(row.slot);
    }
  }
}

function printOf(labels: Labels): string {
  const { high, low } = fingerprint(JSON.stringify(Object.entries(labels).sort()));
  return `${high}.${low}`;
}

/** Serial number arithmetic (RFC 1982): serials go round after 2^32. */
export function isLaterSerial(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}
