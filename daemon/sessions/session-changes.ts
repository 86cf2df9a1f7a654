import type { Actor } from '../backends/administration.ts';
import { whyNotEligible } from '../core/eligibility.ts';
import { LbError } from '../core/errors.ts';
import { sessionKey } from '../core/hash.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { Member } from '../core/member.ts';
import { type BackendId, type DurationMs, type Labels, mark, type PoolName, type SessionId } from '../core/model.ts';
import { type Clock, type JournalKind, UnknownOutcome } from '../core/ports.ts';
import type { Router, SessionChange } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import type { Settlement } from '../routing/settlement.ts';

export interface SessionChangesParts {
  readonly router: Router;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly keySecret: string;
}

/** What an operator may do to one session: move it, pin it, label it, shorten its lease. */
export class SessionChanges {
  readonly #router: Router;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #keySecret: string;

  constructor({ router, settlement, clock, keySecret }: SessionChangesParts) {
    this.#router = router;
    this.#settlement = settlement;
    this.#clock = clock;
    this.#keySecret = keySecret;
  }

  /**
   * Moves the session now; its next Route answers MOVED with `operator`. One that is there already stays as it is.
   *
   * @throws LbError `session-not-found`, `backend-not-found`, `wrong-state` where the target may not take it or the
   * session is pinned
   */
  async move(pool: PoolName, id: SessionId, to: BackendId, by: Actor): Promise<void> {
    const target = this.#router.registry.member(pool, to);
    await this.#apply(pool, id, 'moved', by, (slot, home) => {
      const { records } = this.#router.table;
      if (home === target && target.keeps(records.incarnation(slot))) return undefined;
      if ((records.marks(slot) & mark.pinned) !== 0) {
        throw new LbError('wrong-state', `session "${id}" is pinned; "lbctl sessions unpin ${id}" frees it`, {
          metadata: { pool },
        });
      }
      const whyNot = whyNotEligible(target, this.#router.registry.pool(pool).ignoresHealth);
      if (whyNot !== '') {
        throw new LbError('wrong-state', `backend "${to}" can't take the session: ${whyNot}`, {
          metadata: { pool, backend: to },
        });
      }
      return { target, reason: 'operator', marks: records.marks(slot) | mark.untold };
    });
  }

  /** @throws LbError `wrong-state` where its backend drains and it is not forced, or has let it go */
  async pin(pool: PoolName, id: SessionId, { force }: { readonly force: boolean }, by: Actor): Promise<void> {
    await this.#apply(pool, id, 'pinned', by, (slot, home) => {
      const { records } = this.#router.table;
      if (!home.keeps(records.incarnation(slot))) {
        throw new LbError('wrong-state', `backend "${home.row.id}" has let session "${id}" go; route it first`, {
          metadata: { pool },
        });
      }
      if (home.row.admin !== 'active' && !force) {
        throw new LbError(
          'wrong-state',
          `backend "${home.row.id}" is ${home.row.admin}; --force pins there all the same`,
          { metadata: { pool } },
        );
      }
      return { marks: records.marks(slot) | mark.pinned, reason: this.#router.reasonOfLast(slot) };
    });
  }

  async unpin(pool: PoolName, id: SessionId, by: Actor): Promise<void> {
    await this.#apply(pool, id, 'unpinned', by, (slot) => ({
      marks: this.#router.table.records.marks(slot) & ~mark.pinned,
      reason: this.#router.reasonOfLast(slot),
    }));
  }

  /** @param idleTimeoutMs 0 leaves the lease as it is */
  async update(
    pool: PoolName,
    id: SessionId,
    { labels, idleTimeoutMs }: { readonly labels: Labels; readonly idleTimeoutMs: DurationMs },
    by: Actor,
  ): Promise<void> {
    await this.#apply(pool, id, 'session-updated', by, (slot) => ({
      reason: this.#router.reasonOfLast(slot),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(idleTimeoutMs > 0 && { idleTimeoutMs }),
    }));
  }

  async #apply(
    pool: PoolName,
    id: SessionId,
    kind: JournalKind,
    by: Actor,
    change: (slot: number, home: Member) => SessionChange | undefined,
  ): Promise<void> {
    const key = sessionKey(this.#keySecret, pool, id);
    for (;;) {
      // Asked anew each time: the pool may change while this waits.
      const { settings } = this.#router.registry.pool(pool);
      const slot = this.#router.table.find(key);
      if (slot < 0 || expiresAtMs(this.#router.table, slot, settings) <= this.#clock.now()) {
        throw new LbError('session-not-found', `there is no session "${id}" in pool "${pool}"`, { metadata: { pool } });
      }
      if (this.#router.table.records.has(slot, flag.busy)) {
        // What failed has changed nothing; of what is in doubt nobody knows until the disk is back.
        await this.#settlement.outcome(this.#router.inFlight.ofSlot(slot)!).catch((error: unknown) => {
          if (error instanceof UnknownOutcome) throw error;
        });
        await new Promise(setImmediate);
        continue;
      }
      const home = this.#router.home(slot);
      const wished = change(slot, home);
      if (wished === undefined) return;
      const claim = this.#router.change(slot, wished, this.#clock.now())!;
      const moved = wished.target === undefined ? '' : `from ${home.row.id}`;
      await this.#settlement.claim(claim, id, {
        kind,
        who: by.who,
        reason: wished.target ? 'operator' : by.reason,
        detail: [moved, by.reason].filter(Boolean).join('; '),
      });
      return;
    }
  }
}
