import { expiresAtMs } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import type { InstantMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { backendsWanted, walkSlots } from '../sessions/slot-walk.ts';

/** A walk over the table takes a share of the loop of about one in so many at the most. */
const restPerWalk = 20;
const leastRestMs = 900;

/**
 * Which share of a draining backend's sessions can still leave by itself: its lease ends before the deadline if it is
 * not seen again. A walk over the table finds it; a big table is walked every few seconds only, and between two walks
 * the share is taken to stay as it was.
 */
export class DrainForecast {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #member: Member;
  #share = 0;
  #walkedFor: string | undefined;
  #walkAgainMs: InstantMs = 0;
  #walk: Promise<void> | undefined;

  constructor(router: Router, clock: Clock, member: Member) {
    this.#router = router;
    this.#clock = clock;
    this.#member = member;
  }

  /** Walks the table if it is time to; whoever comes meanwhile waits for the same walk. */
  refresh(): Promise<void> {
    const plan = JSON.stringify(this.#member.row.drain);
    if (this.#walk === undefined && (plan !== this.#walkedFor || this.#clock.now() >= this.#walkAgainMs)) {
      this.#walkedFor = plan;
      const beganAt = performance.now();
      this.#walk = this.#count().finally(() => {
        this.#walk = undefined;
        const tookMs = performance.now() - beganAt;
        this.#walkAgainMs = this.#clock.now() + Math.max(leastRestMs, tookMs * restPerWalk);
      });
    }
    return this.#walk ?? Promise.resolve();
  }

  remainingOf(kept: number): number {
    return Math.round(kept * this.#share);
  }

  async #count(): Promise<void> {
    const { table, registry } = this.#router;
    const { row } = this.#member;
    const { drain } = row;
    const { settings } = registry.pool(row.pool);
    // One that moves them leaves them no time; one without a deadline all the time they like.
    const endMs =
      drain === null || drain.mode === 'move'
        ? 0
        : (drain.deadlineMs ?? Number.POSITIVE_INFINITY) - this.#clock.wallOffsetMs;
    let here = 0;
    let leaving = 0;
    const count = (slot: number): boolean => {
      if (table.records.backendNo(slot) !== row.no || !this.#member.keeps(table.records.incarnation(slot))) return true;
      here += 1;
      if (expiresAtMs(table, slot, settings) <= endMs) leaving += 1;
      return true;
    };
    await walkSlots(table, 0, Number.POSITIVE_INFINITY, count, {
      wanted: backendsWanted(registry, (member) => member === this.#member),
    });
    this.#share = here === 0 ? 0 : leaving / here;
  }
}
