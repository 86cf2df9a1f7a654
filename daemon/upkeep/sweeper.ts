import { expiresAtMs, idleTimeoutOf } from '../core/lease.ts';
import type { PoolSettings } from '../core/model.ts';
import type { PendingEnd } from '../core/pending.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { type EndCause, endsPerCommit, type Settlement } from '../routing/settlement.ts';

const cause: EndCause = { kind: 'expired', who: 'lbd', reason: 'idle' };

/**
 * Takes lapsed sessions out of the table, so that it does not grow without end. Nobody depends on it being in time:
 * a lapsed session is never routed to.
 */
export class Sweeper {
  readonly #router: Router;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  /** Slots looked at in one slice: 1 to 10 ns each. */
  readonly #sliceSlots: number;
  #cursor = 0;

  constructor(router: Router, settlement: Settlement, clock: Clock, sliceSlots: number) {
    this.#router = router;
    this.#settlement = settlement;
    this.#clock = clock;
    this.#sliceSlots = sliceSlots;
  }

  /**
   * One slice. Answers whether the walk came round to the table's end.
   *
   * @throws LbError `store-unavailable`: the sessions stay lapsed, and come again in the next round
   */
  async sweep(): Promise<boolean> {
    const { table } = this.#router;
    const end = Math.min(this.#cursor + this.#sliceSlots, table.records.highWater);
    const nowMs = this.#clock.now();
    const ends: PendingEnd[] = [];
    const settingsOf = this.#settingsByBackend();
    let slot = table.records.nextLive(this.#cursor, end, null);
    for (; slot < end && ends.length < endsPerCommit; slot = table.records.nextLive(slot + 1, end, null)) {
      const settings = settingsOf(table.records.backendNo(slot));
      if (expiresAtMs(table, slot, settings) > nowMs) {
        // A shorter idle timeout makes what was stored under the longer one too old.
        this.#router.touches.addStale(slot, idleTimeoutOf(table, slot, settings));
        continue;
      }
      const pending = this.#router.beginEnd(slot);
      if (pending !== undefined) ends.push(pending);
    }
    const round = slot >= table.records.highWater;
    this.#cursor = round ? 0 : slot;
    if (ends.length > 0) await this.#settlement.end(ends, cause);
    return round;
  }

  /** Of one slice: asked for ten million sessions, the way from a session to its pool's settings costs. */
  #settingsByBackend(): (no: number) => PoolSettings {
    const { registry } = this.#router;
    const known: PoolSettings[] = [];
    return (no) => {
      known[no] ??= registry.pool(registry.memberNo(no)!.row.pool).settings;
      return known[no];
    };
  }
}
