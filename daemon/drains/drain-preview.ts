import { eligible, whyNotEligible } from '../core/eligibility.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import { type BackendId, type DrainPlan, type InstantMs, mark, type PoolName } from '../core/model.ts';
import type { Pool } from '../core/pool.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { backendsWanted, walkSlots } from '../sessions/slot-walk.ts';
import { spread } from './drain-receivers.ts';
import { type DrainWish, planOf } from './drains.ts';

/** What a drain of some backends of one pool would do. */
export interface DrainPreview {
  /** Sessions at home there now. */
  readonly held: number;
  /** Of these, those that end by the deadline if they are not seen again. */
  readonly leaving: number;
  /** The rest, by who would receive them; empty where the drain ends or holds them. */
  readonly receivers: ReadonlyMap<BackendId, number>;
  readonly homeless: number;
  /** What an operator should know. */
  readonly warnings: readonly string[];
}

/** Looks ahead: one walk over the sessions, claiming nothing and changing nothing. */
export class DrainPreviews {
  readonly #router: Router;
  readonly #clock: Clock;

  constructor(router: Router, clock: Clock) {
    this.#router = router;
    this.#clock = clock;
  }

  /** @throws LbError `pool-not-found`, `backend-not-found`, `cancelled` */
  async preview(
    poolName: PoolName,
    ids: readonly BackendId[],
    wish: DrainWish,
    signal: AbortSignal,
  ): Promise<DrainPreview> {
    const pool = this.#router.registry.pool(poolName);
    const members = ids.map((id) => this.#router.registry.member(poolName, id));
    const plans = new Map(members.map((member) => [member, planOf(member, wish, '', this.#clock.wallNow())]));
    const counts = await this.#count(pool, plans, signal);
    const others = eligible(
      pool.members.filter((member) => !plans.has(member)),
      pool.settings,
    );
    const to = [...plans.values()].find((plan) => plan.to !== '')?.to;
    const named = others.find(({ row }) => row.id === to);
    const { receivers, homeless } = spread(counts.moving, others, pool.settings, named);
    const warnings = [...this.warnings(poolName, ids, wish)];
    if (counts.pinned > 0) warnings.push(`${sessions(counts.pinned)} pinned there: they stay until they are unpinned`);
    if (counts.ending > 0) warnings.push(`${sessions(counts.ending)} still there at the deadline would end, not move`);
    if (counts.waiting > 0) warnings.push(`${sessions(counts.waiting)} would wait there until undrain`);
    if (homeless > 0 && others.length > 0) {
      warnings.push(`the others have room for ${counts.moving - homeless} of ${sessions(counts.moving)}`);
    }
    return { held: counts.held, leaving: counts.leaving, receivers, homeless, warnings };
  }

  /** What can be said without a look at the sessions. */
  warnings(poolName: PoolName, ids: readonly BackendId[], { to }: DrainWish): string[] {
    const pool = this.#router.registry.pool(poolName);
    const draining = ids.map((id) => this.#router.registry.member(poolName, id));
    const others = pool.members.filter((member) => !draining.includes(member));
    const told = draining
      .filter(({ row }) => row.admin === 'drained')
      .map(({ row }) => `backend "${row.id}" was drained already: nothing changes there`);
    if (eligible(others, pool.settings).length === 0) {
      told.push(`nobody else of pool "${poolName}" may take sessions now: new ones, and those that move, are refused`);
    }
    const receiver = to === null || to === '' ? undefined : pool.member(to);
    const whyNot = receiver === undefined ? '' : whyNotEligible(receiver, pool.ignoresHealth);
    if (whyNot !== '') told.push(`backend "${to}" can't receive now (${whyNot}): the pool's policy chooses meanwhile`);
    return told;
  }

  async #count(pool: Pool, plans: ReadonlyMap<Member, DrainPlan>, signal: AbortSignal) {
    const { table } = this.#router;
    const { records } = table;
    const nowMs = this.#clock.now();
    const byNo = new Map(
      [...plans].map(([member, plan]) => [member.row.no, { member, plan, endMs: this.#leavesUntil(plan) }]),
    );
    const counts = { held: 0, leaving: 0, moving: 0, ending: 0, waiting: 0, pinned: 0 };
    await walkSlots(
      table,
      0,
      Number.POSITIVE_INFINITY,
      (slot) => {
        const at = byNo.get(records.backendNo(slot));
        if (at === undefined || !at.member.keeps(records.incarnation(slot))) return true;
        const expires = expiresAtMs(table, slot, pool.settings);
        if (expires <= nowMs) return true;
        counts.held += 1;
        if (expires <= at.endMs) counts.leaving += 1;
        else if ((records.marks(slot) & mark.pinned) !== 0) counts.pinned += 1;
        else counts[fateOf(at.plan)] += 1;
        return true;
      },
      { signal, wanted: backendsWanted(this.#router.registry, (member) => plans.has(member)) },
    );
    return counts;
  }

  /** Until when sessions may end by themselves: a drain that moves them does not wait, one without a deadline has none. */
  #leavesUntil({ mode, deadlineMs }: DrainPlan): InstantMs {
    if (mode === 'move' || deadlineMs === null) return 0;
    return deadlineMs - this.#clock.wallOffsetMs;
  }
}

/** What becomes of those that do not leave by themselves. */
function fateOf({ mode, atDeadline, deadlineMs }: DrainPlan): 'moving' | 'ending' | 'waiting' {
  if (mode === 'move') return 'moving';
  if (deadlineMs === null || atDeadline === 'hold') return 'waiting';
  return atDeadline === 'expire' ? 'ending' : 'moving';
}

function sessions(count: number): string {
  return count === 1 ? '1 session' : `${count} sessions`;
}
