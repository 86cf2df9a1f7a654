import { handleOf } from './core/hash.ts';
import type { Pending, PendingClaim, PendingEnd } from './core/pending.ts';
import type { Clock, JournalKind, Store } from './core/ports.ts';
import { UnknownOutcome } from './core/ports.ts';
import type { Router } from './core/router.ts';

/** The most sessions that end in one commit: claims that queue behind it wait a few milliseconds, not more. */
export const endsPerCommit = 1_024;

export interface EndCause {
  readonly kind: Extract<JournalKind, 'expired' | 'ended'>;
  readonly who: string;
  readonly reason: string;
}

/** Carries changes of sessions to the store, and brings the outcome back into the core. */
export class Settlement {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #outcomes = new Map<Pending, Promise<void>>();

  constructor(router: Router, store: Store, clock: Clock) {
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
  }

  /** Until the change in flight has an outcome. Rejects as the change does. */
  outcome(pending: Pending): Promise<void> {
    return this.#outcomes.get(pending) ?? Promise.resolve();
  }

  /** @throws LbError `store-unavailable`; the claim is then abandoned, or settled later if its outcome is unknown */
  claim(claim: PendingClaim, who: string): Promise<void> {
    const { row, target } = claim;
    const pool = this.#router.registry.pool(target.row.pool);
    const sealed = pool.settings.sessionIds === 'sealed';
    const written = this.#store.claim({
      row,
      sessionId: sealed ? null : claim.sessionId,
      event: {
        kind: claim.outcome,
        atMs: this.#clock.wallNow(),
        pool: target.row.pool,
        backendId: target.row.id,
        key: row.key,
        session: sealed ? handleOf(row.key) : claim.sessionId,
        generation: row.generation,
        reason: row.reason,
        who,
      },
    });
    return this.#track(
      claim,
      written.then(
        (holder) => {
          this.#outcomes.delete(claim);
          this.#router.settle(claim, holder);
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

  /** @throws LbError `store-unavailable`; the sessions then live on */
  end(ends: readonly PendingEnd[], cause: EndCause): Promise<void> {
    const atMs = this.#clock.wallNow();
    const written = this.#store.end(
      ends.map(({ slot, serial, key, home }) => ({
        slot,
        serial,
        key,
        backendNo: home.row.no,
        event: { ...cause, atMs, pool: home.row.pool, backendId: home.row.id, key },
      })),
    );
    const done = written.then(
      () => {
        for (const end of ends) this.#outcomes.delete(end);
        for (const end of ends) this.#router.settleEnd(end);
      },
      (error: unknown) => {
        if (error instanceof UnknownOutcome) return this.#endLater(ends, error);
        for (const end of ends) this.#outcomes.delete(end);
        for (const end of ends) this.#router.abandonEnd(end);
        throw error;
      },
    );
    for (const end of ends) this.#track(end, done);
    return done;
  }

  // Kept until the truth is known: whoever waits for an outcome in doubt is told at once that there is none.
  #track(pending: Pending, done: Promise<void>): Promise<void> {
    this.#outcomes.set(pending, done);
    return done;
  }

  // The caller is told now; the key stays in flight until the store knows.
  #settleLater(claim: PendingClaim, error: UnknownOutcome): never {
    void error.truth.then((stands) => {
      if (stands) this.#router.settle(claim, claim.row);
      else this.#router.abandon(claim);
      this.#outcomes.delete(claim);
    });
    throw error;
  }

  #endLater(ends: readonly PendingEnd[], error: UnknownOutcome): never {
    void error.truth.then((stands) => {
      for (const end of ends) {
        if (stands) this.#router.settleEnd(end);
        else this.#router.abandonEnd(end);
        this.#outcomes.delete(end);
      }
    });
    throw error;
  }
}
