import { signsCookies } from '../core/affinity-settings.ts';
import { handleOf } from '../core/hash.ts';
import type { PoolName, SessionId, SessionKey, WallMs } from '../core/model.ts';
import type { Pending, PendingClaim, PendingEnd } from '../core/pending.ts';
import type { Clock, Holder, JournalKind, Store } from '../core/ports.ts';
import { UnknownOutcome } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import type { Holds } from './holds.ts';

/** The most sessions that end in one commit: claims that queue behind it wait a few milliseconds, not more. */
export const endsPerCommit = 1_024;

/** What the journal tells of a change: what, who and why. */
export interface Cause<Kind extends JournalKind = JournalKind> {
  readonly kind: Kind;
  readonly who: string;
  readonly reason: string;
  readonly detail?: string;
}

export interface EndCause extends Cause<'expired' | 'ended'> {
  /** A fence of their pool or backend stops their cookies already. */
  readonly fenced?: boolean;
}

/** Carries changes of sessions to the store, and brings the outcome back into the core. */
export class Settlement {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #holds: Holds;
  readonly #outcomes = new Map<Pending, Promise<void>>();

  constructor(router: Router, store: Store, clock: Clock, holds: Holds) {
    this.#holds = holds;
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
  }

  /** Until the change in flight has an outcome. Rejects as the change does. */
  outcome(pending: Pending): Promise<void> {
    return this.#outcomes.get(pending) ?? Promise.resolve();
  }

  /**
   * @param sessionId empty where nobody told it: the row keeps the one it has
   * @throws LbError `store-unavailable`; the claim is then abandoned, or settled later if its outcome is unknown
   */
  claim(claim: PendingClaim, sessionId: SessionId, by: Cause): Promise<void> {
    const { row, target } = claim;
    const sealed = this.#isSealed(target.row.pool);
    const written = this.#store.claim({
      row,
      sessionId: sealed ? null : sessionId === '' ? undefined : sessionId,
      ...(claim.labels && { labels: claim.labels }),
      event: {
        kind: by.kind,
        // A session begins when it was decided: its row and its first line tell the same time.
        atMs: by.kind === 'assigned' ? row.createdAtMs + this.#clock.wallOffsetMs : this.#clock.wallNow(),
        pool: target.row.pool,
        backendId: target.row.id,
        key: row.key,
        ...(sealed ? { session: handleOf(row.key) } : sessionId !== '' && { session: sessionId }),
        generation: row.generation,
        reason: by.reason,
        who: by.who,
        ...(by.detail && { detail: by.detail }),
      },
    });
    return this.#track(
      claim,
      written.then(
        (holder) => {
          this.#outcomes.delete(claim);
          this.#settled(claim, holder);
        },
        (error: unknown) => {
          if (error instanceof UnknownOutcome) return this.#settleLater(claim, error);
          this.#outcomes.delete(claim);
          this.#router.abandon(claim);
          throw error;
        },
      ),
    );
  }

  /** A session without a row ends: only its cookie, if there is one, could bring it back. */
  async remember(pool: PoolName, key: SessionKey): Promise<void> {
    if (!signsCookies(this.#router.registry.pool(pool).settings.affinity)) return;
    const atMs = this.#clock.wallNow();
    await this.#store.control({ endedSessions: [{ key, atMs }], events: [] });
    this.#router.fences.ended(key, atMs);
  }

  /** @throws LbError `store-unavailable`; the sessions then live on */
  end(ends: readonly PendingEnd[], { fenced, ...cause }: EndCause): Promise<void> {
    const atMs = this.#clock.wallNow();
    const remembered = new Set(fenced ? [] : ends.filter((end) => this.#mayComeBack(end, cause.kind)));
    const written = this.#store.end(
      ends.map((end) => {
        const { slot, serial, key, home } = end;
        const event = {
          ...cause,
          atMs,
          pool: home.row.pool,
          backendId: home.row.id,
          key,
          ...(this.#isSealed(home.row.pool) && { session: handleOf(key) }),
        };
        return { slot, serial, key, backendNo: home.row.no, remembered: remembered.has(end), event };
      }),
    );
    const done = written.then(
      () => {
        for (const end of ends) this.#outcomes.delete(end);
        for (const { key } of remembered) this.#router.fences.ended(key, atMs);
        for (const end of ends) this.#ended(end);
      },
      (error: unknown) => {
        if (error instanceof UnknownOutcome) return this.#endLater(ends, remembered, atMs, error);
        for (const end of ends) this.#outcomes.delete(end);
        for (const end of ends) this.#router.abandonEnd(end);
        throw error;
      },
    );
    for (const end of ends) this.#track(end, done);
    return done;
  }

  /** Its signed cookie would bring it back: the end was no idle timeout, which every cookie tells of by its age. */
  #mayComeBack({ slot, home }: PendingEnd, kind: EndCause['kind']): boolean {
    const { settings } = this.#router.registry.pool(home.row.pool);
    if (!signsCookies(settings.affinity)) return false;
    if (kind === 'ended') return true;
    const { records } = this.#router.table;
    return settings.maxLifetimeMs > 0 && records.createdAtMs(slot) + settings.maxLifetimeMs <= this.#clock.now();
  }

  #settled(claim: PendingClaim, holder: Holder): void {
    this.#router.settle(claim, holder);
    this.#holds.wakeSession(claim.row.slot);
  }

  #ended(end: PendingEnd): void {
    this.#router.settleEnd(end);
    this.#holds.wakeSession(end.slot);
  }

  #isSealed(pool: PoolName): boolean {
    return this.#router.registry.findPool(pool)?.settings.sessionIds === 'sealed';
  }

  // Kept until the truth is known: whoever waits for an outcome in doubt is told at once that there is none.
  #track(pending: Pending, done: Promise<void>): Promise<void> {
    this.#outcomes.set(pending, done);
    return done;
  }

  // The caller is told now; the key stays in flight until the store knows.
  #settleLater(claim: PendingClaim, error: UnknownOutcome): never {
    void error.truth.then((stands) => {
      if (stands) this.#settled(claim, claim.row);
      else this.#router.abandon(claim);
      this.#outcomes.delete(claim);
    });
    throw error;
  }

  #endLater(
    ends: readonly PendingEnd[],
    remembered: ReadonlySet<PendingEnd>,
    atMs: WallMs,
    error: UnknownOutcome,
  ): never {
    void error.truth.then((stands) => {
      if (stands) for (const { key } of remembered) this.#router.fences.ended(key, atMs);
      for (const end of ends) {
        if (stands) this.#ended(end);
        else this.#router.abandonEnd(end);
        this.#outcomes.delete(end);
      }
    });
    throw error;
  }
}
