import { setImmediate as nextTurn } from 'node:timers/promises';
import { mark } from '../core/model.ts';
import type { Router } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import type { Settlement } from './settlement.ts';

/** Victims found in one walk: a flood pays for one walk per so many sessions. */
const victimsPerWalk = 4_096;
const evictedAtOnce = 64;
const slotsPerSlice = 50_000;

/** Makes room in a full table: ends the sessions that were seen only once, the longest idle first. */
export class Evictor {
  readonly #router: Router;
  readonly #settlement: Settlement;
  #victims: { slot: number; serial: number }[] = [];
  #running: Promise<boolean> | undefined;

  constructor(router: Router, settlement: Settlement) {
    this.#router = router;
    this.#settlement = settlement;
  }

  /**
   * True when at least one place is free now.
   *
   * @throws LbError `store-unavailable`
   */
  makeRoom(): Promise<boolean> {
    this.#running ??= this.#evict().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #evict(): Promise<boolean> {
    if (this.#router.table.allocated < this.#router.sessionLimit) return true;
    let victims = this.#take();
    if (victims.length === 0) {
      await this.#walk();
      victims = this.#take();
    }
    const ends = victims.map((slot) => this.#router.beginEnd(slot)).filter((end) => end !== undefined);
    if (ends.length === 0) return false;
    await this.#settlement.end(ends, { kind: 'expired', who: 'lbd', reason: 'evicted' });
    return true;
  }

  /** Those that are still what they were when they were found. */
  #take(): number[] {
    const { records } = this.#router.table;
    const taken: number[] = [];
    while (taken.length < evictedAtOnce) {
      const victim = this.#victims.pop();
      if (victim === undefined) break;
      if (this.#isUnconfirmed(victim.slot) && records.serial(victim.slot) === victim.serial) taken.push(victim.slot);
    }
    return taken;
  }

  async #walk(): Promise<void> {
    const { records } = this.#router.table;
    let found: { slot: number; serial: number; lastActiveMs: number }[] = [];
    for (let slot = 0; slot < records.highWater; slot += 1) {
      if (slot % slotsPerSlice === slotsPerSlice - 1) await nextTurn();
      if (!this.#isUnconfirmed(slot)) continue;
      found.push({ slot, serial: records.serial(slot), lastActiveMs: records.lastActiveMs(slot) });
      if (found.length >= 2 * victimsPerWalk) found = idlest(found);
    }
    // The longest idle one last: victims are taken from the end.
    this.#victims = idlest(found).reverse();
  }

  #isUnconfirmed(slot: number): boolean {
    const { records } = this.#router.table;
    return (
      records.has(slot, flag.live) &&
      !records.has(slot, flag.busy) &&
      (records.marks(slot) & (mark.confirmed | mark.pinned)) === 0
    );
  }
}

function idlest<T extends { lastActiveMs: number }>(found: T[]): T[] {
  return found.sort((a, b) => a.lastActiveMs - b.lastActiveMs).slice(0, victimsPerWalk);
}
