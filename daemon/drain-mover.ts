import { setImmediate as nextTurn } from 'node:timers/promises';
import { fingerprint, handleOf } from './core/hash.ts';
import type { Member } from './core/member.ts';
import { type InstantMs, mark } from './core/model.ts';
import type { PendingClaim } from './core/pending.ts';
import type { Clock } from './core/ports.ts';
import type { Router } from './core/router.ts';
import { flag } from './core/session-records.ts';
import type { Settlement } from './settlement.ts';

/** Moves in flight at once: claims of clients queue behind no more than these. */
const movesAtOnce = 512;
/** In one step, whatever the rate: housekeeping has other things to do as well. */
const movesPerStep = 20_000;
const slotsPerSlice = 50_000;
/** Idle times are told apart by powers of two of a second: sorting a million exactly would be a pause. */
const idleBuckets = 32;

/** Carries out drains of mode MOVE: the sessions of a draining backend move while nobody asks, the longest idle first. */
export class DrainMover {
  readonly #router: Router;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #queues = new Map<Member, Uint32Array[]>();
  readonly #movedUntil = new Map<Member, InstantMs>();

  constructor(router: Router, settlement: Settlement, clock: Clock) {
    this.#router = router;
    this.#settlement = settlement;
    this.#clock = clock;
  }

  /** One step of every such drain: as many moves as its rate allows since the last step. */
  async step(): Promise<void> {
    for (const home of [...this.#router.registry.members]) {
      const { admin, drain, removed } = home.row;
      if (admin === 'draining' && drain?.mode === 'move' && !removed && home.kept > 0)
        await this.#stepOf(home, drain.rate);
      else {
        this.#queues.delete(home);
        this.#movedUntil.delete(home);
      }
    }
  }

  async #stepOf(home: Member, rate: number): Promise<void> {
    const nowMs = this.#clock.now();
    const untilMs = this.#movedUntil.get(home);
    const due = untilMs === undefined ? 1 : Math.floor(((nowMs - untilMs) * rate) / 1000);
    let budget = rate === 0 ? movesPerStep : Math.min(due, movesPerStep);
    if (budget < 1) return;
    this.#movedUntil.set(home, nowMs);
    if (!this.#queues.has(home)) this.#queues.set(home, await this.#idleFirst(home));
    const queue = this.#queues.get(home)!;
    while (budget > 0 && queue.length > 0) {
      const wanted = Math.min(budget, movesAtOnce);
      const slots = take(queue, wanted);
      const claims = slots.map((slot) => this.#begin(home, slot)).filter((claim) => claim !== undefined);
      budget -= slots.length;
      await Promise.allSettled(claims.map((claim) => this.#settle(home, claim)));
    }
    // Those that could not be moved now (a change in flight, nobody with room) come again with the next walk.
    if (queue.length === 0) this.#queues.delete(home);
  }

  #begin(home: Member, slot: number): PendingClaim | undefined {
    const { table, registry } = this.#router;
    const { records } = table;
    if (!records.has(slot, flag.live) || this.#router.home(slot) !== home || !home.keeps(records.incarnation(slot)))
      return undefined;
    const marks = records.marks(slot);
    if ((marks & mark.pinned) !== 0) return undefined;
    const pool = registry.pool(home.row.pool);
    const to = home.row.drain?.to ?? '';
    const named = to === '' ? undefined : pool.eligible().find((member) => member.row.id === to);
    // The id itself is not at hand: its handle spreads as well.
    const target = named ?? pool.choose(() => fingerprint(handleOf(records.key(slot))), this.#clock.now());
    if (target === undefined) return undefined;
    return this.#router.change(
      slot,
      { target, reason: 'backend-drained', marks: marks | mark.untold },
      this.#clock.now(),
    );
  }

  #settle(home: Member, claim: PendingClaim): Promise<void> {
    const detail = `from ${home.row.id}`;
    return this.#settlement.claim(claim, '', { kind: 'moved', who: 'lbd', reason: 'backend-drained', detail });
  }

  async #idleFirst(home: Member): Promise<Uint32Array[]> {
    const { table } = this.#router;
    const buckets = Array.from({ length: idleBuckets }, (): number[] => []);
    const nowMs = this.#clock.now();
    for (let from = 0; from < table.records.highWater; from += slotsPerSlice) {
      if (from > 0) await nextTurn();
      for (const slot of table.slots(from, from + slotsPerSlice)) {
        if (table.records.backendNo(slot) !== home.row.no) continue;
        const idleSeconds = Math.max(1, (nowMs - table.records.lastActiveMs(slot)) / 1000);
        buckets[Math.min(idleBuckets - 1, Math.floor(Math.log2(idleSeconds)))]!.push(slot);
      }
    }
    return buckets.filter((bucket) => bucket.length > 0).map((bucket) => Uint32Array.from(bucket));
  }
}

/** The next slots, from the last and idlest bucket on. */
function take(queue: Uint32Array[], count: number): number[] {
  const taken: number[] = [];
  while (taken.length < count && queue.length > 0) {
    const bucket = queue.pop()!;
    const part = Math.min(count - taken.length, bucket.length);
    taken.push(...bucket.subarray(bucket.length - part));
    if (part < bucket.length) queue.push(bucket.subarray(0, bucket.length - part));
  }
  return taken;
}
