import { fingerprint, handleOf } from '../core/hash.ts';
import type { Member } from '../core/member.ts';
import { type InstantMs, mark } from '../core/model.ts';
import type { PendingClaim } from '../core/pending.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import type { Settlement } from '../routing/settlement.ts';
import { SlotPile } from '../sessions/slot-pile.ts';
import { backendsWanted, walkSlots } from '../sessions/slot-walk.ts';

/** Moves in flight at once: claims of clients queue behind no more than these, and to begin them takes about 1 ms. */
const movesAtOnce = 64;
/** In one step, whatever the rate: twenty steps a second make 20,000 moves. */
const movesPerStep = 1_000;
/** A walk over the table takes a share of the loop of about one in so many at the most. */
const restPerWalk = 20;
const leastRestMs = 1_000;
/** Idle times are told apart by powers of two of a second: sorting a million exactly would be a pause. */
const idleBuckets = 32;

/** Carries out drains of mode MOVE: the sessions of a draining backend move while nobody asks, the longest idle first. */
export class DrainMover {
  readonly #router: Router;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #queues = new Map<Member, { readonly pile: SlotPile; readonly walkAgainMs: InstantMs }>();
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
    // What is left of a move is carried on; what a step could not do is not.
    this.#movedUntil.set(home, untilMs === undefined || due > budget ? nowMs : untilMs + (due * 1000) / rate);
    const queue = await this.#queueOf(home, nowMs);
    while (budget > 0 && queue.size > 0) {
      const slots = queue.take(Math.min(budget, movesAtOnce));
      const claims = slots.map((slot) => this.#begin(home, slot)).filter((claim) => claim !== undefined);
      budget -= slots.length;
      await Promise.allSettled(claims.map((claim) => this.#settle(home, claim)));
    }
  }

  /** Those that could not be moved (pinned, a change in flight, nobody with room) come again with the next walk. */
  async #queueOf(home: Member, nowMs: InstantMs): Promise<SlotPile> {
    const known = this.#queues.get(home);
    if (known !== undefined && (known.pile.size > 0 || nowMs < known.walkAgainMs)) return known.pile;
    const beganAt = performance.now();
    const pile = await this.#idleFirst(home);
    const restMs = Math.max(leastRestMs, (performance.now() - beganAt) * restPerWalk);
    this.#queues.set(home, { pile, walkAgainMs: this.#clock.now() + restMs });
    return pile;
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

  async #idleFirst(home: Member): Promise<SlotPile> {
    const { table, registry } = this.#router;
    const { records } = table;
    const pile = new SlotPile(idleBuckets);
    const nowMs = this.#clock.now();
    const add = (slot: number): boolean => {
      if (records.backendNo(slot) !== home.row.no) return true;
      const idleSeconds = Math.max(1, (nowMs - records.lastActiveMs(slot)) / 1000);
      pile.add(slot, Math.min(idleBuckets - 1, 31 - Math.clz32(idleSeconds)));
      return true;
    };
    await walkSlots(table, 0, Number.POSITIVE_INFINITY, add, {
      wanted: backendsWanted(registry, (member) => member === home),
    });
    return pile;
  }
}
