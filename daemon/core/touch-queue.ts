import { touchQuantumMs } from './lease.ts';
import { type DurationMs, type InstantMs, mark } from './model.ts';
import type { Touch } from './ports.ts';
import { flag } from './session-records.ts';
import type { SessionTable } from './session-table.ts';

const slotsPerList = 4_096;

/** Last-active times and marks that the store has not seen yet, and that are worth writing. */
export class TouchQueue {
  readonly #table: SessionTable;
  /** In lists that stay short: taking from the front of a long one, or growing it, copies millions. */
  #lists: number[][] = [];
  #size = 0;

  constructor(table: SessionTable) {
    this.#table = table;
  }

  get size(): number {
    return this.#size;
  }

  /** The session was seen at home: its lease slides, and it is known to come back. */
  seen(slot: number, idleTimeoutMs: DurationMs, nowMs: InstantMs): void {
    const { records } = this.#table;
    records.setLastActive(slot, nowMs);
    const marks = records.marks(slot);
    const told = (marks | mark.confirmed) & ~mark.untold;
    if (marks !== told) {
      records.setMarks(slot, told);
      this.add(slot);
    } else {
      this.addStale(slot, idleTimeoutMs);
    }
  }

  /** The stored last-active time may be older than a crash may cost: then it is due to be written. */
  addStale(slot: number, idleTimeoutMs: DurationMs): void {
    const { records } = this.#table;
    const unstoredMs = records.lastActiveMs(slot) - records.storedSeconds(slot) * 1000;
    if (unstoredMs > touchQuantumMs(idleTimeoutMs)) this.add(slot);
  }

  add(slot: number): void {
    const { records } = this.#table;
    if (records.has(slot, flag.touchQueued)) return;
    records.set(slot, flag.touchQueued);
    let last = this.#lists.at(-1);
    if (last === undefined || last.length === slotsPerList) {
      last = [];
      this.#lists.push(last);
    }
    last.push(slot);
    this.#size += 1;
  }

  /** What is due to be written, at most `limit`, the longest waiting first. */
  take(limit: number): Touch[] {
    const { records } = this.#table;
    const touches: Touch[] = [];
    for (const slot of this.#next(limit)) {
      if (!records.has(slot, flag.touchQueued)) continue; // it ended or was rewritten meanwhile
      records.clear(slot, flag.touchQueued);
      const lastActiveMs = records.lastActiveMs(slot);
      records.setStoredSeconds(slot, Math.floor(lastActiveMs / 1000));
      touches.push({ slot, serial: records.serial(slot), lastActiveMs, marks: records.marks(slot) });
    }
    return touches;
  }

  #next(limit: number): number[] {
    const slots: number[] = [];
    while (this.#lists.length > 0 && slots.length < limit) {
      slots.push(...this.#lists[0]!.splice(0, limit - slots.length));
      if (this.#lists[0]!.length === 0) this.#lists.shift();
    }
    this.#size -= slots.length;
    return slots;
  }

  /** Those were not written: they are due again. */
  failed(touches: readonly Touch[]): void {
    const { records } = this.#table;
    for (const { slot, serial } of touches) {
      if (!records.has(slot, flag.live) || records.serial(slot) !== serial) continue;
      records.setStoredSeconds(slot, 0);
      this.add(slot);
    }
  }
}
