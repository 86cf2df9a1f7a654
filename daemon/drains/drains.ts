import { type Actor, type BackendView, letGo } from '../backends/administration.ts';
import { viewBackend } from '../backends/backend-administration.ts';
import type { BackendChanges } from '../backends/backend-changes.ts';
import { drained, draining, nextAdminState } from '../core/drain.ts';
import { invalid } from '../core/errors.ts';
import type { Member } from '../core/member.ts';
import type {
  BackendId,
  BackendRow,
  DrainMode,
  DrainPlan,
  DrainThen,
  DurationMs,
  PoolName,
  WallMs,
} from '../core/model.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** How long the sessions of a draining backend may stay when nobody says. */
export const defaultDrainDeadlineMs: DurationMs = 300_000;

export interface DrainWish {
  /** 0 drains now; null keeps a running deadline, or takes the default. */
  readonly deadlineMs: DurationMs | null;
  /** Null keeps a running drain's, or takes the default. */
  readonly idleDeadlineMs: DurationMs | null;
  readonly mode: DrainMode | null;
  readonly atDeadline: DrainThen | null;
  readonly to: BackendId | null;
  readonly rate: number | null;
}

export const plainDrain: DrainWish = {
  deadlineMs: null,
  idleDeadlineMs: null,
  mode: null,
  atDeadline: null,
  to: null,
  rate: null,
};

/** Draining backends: begun and undone by operators, ended by their deadline or by being empty. */
export class Drains {
  readonly #changes: BackendChanges;
  readonly #sessions: Sessions;

  constructor(changes: BackendChanges, sessions: Sessions) {
    this.#changes = changes;
    this.#sessions = sessions;
  }

  /** Safe to repeat: a running drain is answered, and changed only in what the wish says. */
  drain(pool: PoolName, id: BackendId, wish: DrainWish, by: Actor): Promise<BackendView> {
    return this.#changes.takeOut(pool, id, async (member) => {
      const { row } = member;
      if (wish.to !== null && wish.to !== '') this.#mustReceive(pool, id, wish.to);
      if (row.admin === 'drained') return viewBackend(this.#changes.registry, member);
      const plan = planOf(member, wish, by.reason, this.#changes.clock.wallNow());
      // Now is now, whatever was planned. What is asked to end or to be held is so by the next round of housekeeping.
      const isNow = wish.deadlineMs === 0 && (wish.atDeadline ?? 'move') === 'move';
      if (isNow || (member.load === 0 && plan.mode !== 'hold')) {
        return viewBackend(
          this.#changes.registry,
          await this.#changes.save(drained(row, plan), by, 'drained', isNow ? 'now' : 'empty'),
        );
      }
      if (row.admin === 'draining' && saysNothing(wish)) return viewBackend(this.#changes.registry, member);
      if (row.admin !== 'draining') {
        member.moved = 0;
        member.ended = 0;
      }
      const kind = row.admin === 'draining' ? 'drain-changed' : 'draining';
      return viewBackend(
        this.#changes.registry,
        await this.#changes.save(draining(row, plan), by, kind, describe(plan)),
      );
    });
  }

  /** Back to active, whatever drain or cordon it was under. Safe to repeat. */
  undrain(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#changes.change(pool, id, async (member) => {
      const { row } = member;
      const admin = nextAdminState(row, 'undrain');
      if (admin === row.admin) return viewBackend(this.#changes.registry, member);
      return viewBackend(
        this.#changes.registry,
        await this.#changes.save({ ...row, admin, drain: null, version: row.version + 1 }, by, 'undrained'),
      );
    });
  }

  /** Ends what is over: deadlines that passed, and backends nobody is left on. */
  async settle(): Promise<void> {
    for (const { row } of [...this.#changes.registry.members]) {
      if (row.admin !== 'draining' || row.removed) continue;
      const expires = row.drain?.atDeadline === 'expire' && this.#isOver(row);
      if (expires) await this.#expireRest(row);
      await this.#changes.takeOut(row.pool, row.id, (member) => this.#settleOne(member, expires));
    }
    await this.#changes.forgetEmpty();
  }

  /** @param isExpired those who are to end at the deadline have ended */
  async #settleOne(member: Member, isExpired: boolean): Promise<void> {
    const { row, kept } = member;
    if (row.admin !== 'draining' || row.drain === null) return;
    const by: Actor = { who: 'lbd', reason: row.drain.reason };
    if (this.#isOver(row)) {
      if (row.drain.atDeadline === 'expire' && !isExpired && member.load > 0) return; // over just now: they end in the next round
      if (row.drain.atDeadline === 'hold') {
        const plan: DrainPlan = { ...row.drain, mode: 'hold', deadlineMs: null };
        await this.#changes.save(draining(row, plan), by, 'drain-changed', `deadline; ${kept} sessions are held`);
      } else {
        await this.#changes.save(drained(row), by, 'drained', `deadline; ${letGo(kept)}`);
      }
    } else if (member.load === 0 && row.drain.mode !== 'hold') {
      await this.#changes.save(drained(row), by, 'drained', 'empty');
    }
  }

  async #expireRest({ pool, id, drain }: BackendRow): Promise<void> {
    // Pinned ones stay, whatever drain runs.
    const filter = { kind: 'pinned', operator: '=', value: false } as const;
    const target = { kind: 'backend', pool, backendId: id, filter } as const;
    await this.#sessions.expireNow(
      target,
      { validateOnly: false, signal: new AbortController().signal },
      {
        who: 'lbd',
        reason: drain?.reason || 'drain',
      },
    );
  }

  #isOver({ drain }: BackendRow): boolean {
    return drain?.deadlineMs != null && drain.deadlineMs <= this.#changes.clock.wallNow();
  }

  #mustReceive(pool: PoolName, id: BackendId, to: BackendId): void {
    if (to === id) throw invalid('to', `"${to}" is the backend that drains`);
    this.#changes.registry.member(pool, to);
  }
}

/** What a wish makes of the member: the running drain with what the wish says, or a new one. */
export function planOf(member: Member, wish: DrainWish, reason: string, nowMs: WallMs): DrainPlan {
  const running = member.row.admin === 'draining' ? member.row.drain : null;
  const mode = wish.mode ?? running?.mode ?? 'let-finish';
  const untilMs = nowMs + (wish.deadlineMs ?? defaultDrainDeadlineMs);
  return {
    mode,
    atDeadline: wish.atDeadline ?? running?.atDeadline ?? 'move',
    startedAtMs: running?.startedAtMs ?? nowMs,
    deadlineMs:
      wish.deadlineMs === null && running !== null
        ? running.deadlineMs
        : mode === 'hold' && wish.deadlineMs === null
          ? null
          : untilMs,
    idleDeadlineMs: wish.idleDeadlineMs ?? running?.idleDeadlineMs ?? 0,
    to: wish.to ?? running?.to ?? '',
    rate: wish.rate ?? running?.rate ?? 0,
    held: running?.held ?? member.kept,
    reason: reason === '' ? (running?.reason ?? '') : reason,
  };
}

function saysNothing(wish: DrainWish): boolean {
  return Object.values(wish).every((value) => value === null);
}

function describe({ mode, deadlineMs, to, rate, atDeadline }: DrainPlan): string {
  const until =
    deadlineMs === null ? 'until undrain' : `until ${new Date(deadlineMs).toISOString()}, then ${atDeadline}`;
  return [mode, until, to && `to ${to}`, rate > 0 && `${rate}/s`].filter(Boolean).join(', ');
}
