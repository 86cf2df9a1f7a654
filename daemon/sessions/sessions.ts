import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Actor } from '../backends/administration.ts';
import { LbError } from '../core/errors.ts';
import { expiresAtMs } from '../core/lease.ts';
import type { BackendId, PoolName, SessionId, SessionKey } from '../core/model.ts';
import { type Clock, type SlotRef, type Store, UnknownOutcome } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import type { EndCause, Settlement } from '../routing/settlement.ts';
import type { SessionFilter } from '../session-filter/syntax.ts';
import { SessionHistories } from './session-history.ts';
import { SessionLists, type SessionPage, type SessionQuery } from './session-list.ts';
import { SessionSearch, type SessionWish } from './session-search.ts';
import type { SessionView } from './session-view.ts';

export type ExpireTarget =
  | { readonly kind: 'session'; readonly pool: PoolName; readonly sessionId: SessionId }
  | {
      readonly kind: 'backend';
      readonly pool: PoolName;
      readonly backendId: BackendId;
      readonly filter?: SessionFilter;
    }
  | { readonly kind: 'filter'; readonly pool: PoolName | ''; readonly filter: SessionFilter }
  | { readonly kind: 'pool'; readonly pool: PoolName }
  | { readonly kind: 'all' };

/** Ended in one commit: as many as the store tells labels of at once. */
const endsPerBatch = 1_000;

export interface SessionsParts {
  readonly router: Router;
  readonly store: Store;
  readonly settlement: Settlement;
  readonly clock: Clock;
  readonly keySecret: string;
}

/** Sessions as operators see and end them. Reading never extends one. */
export class Sessions {
  readonly #router: Router;
  readonly #store: Store;
  readonly #settlement: Settlement;
  readonly #clock: Clock;
  readonly #search: SessionSearch;
  readonly #lists: SessionLists;
  readonly #histories: SessionHistories;

  constructor({ router, store, settlement, clock, keySecret }: SessionsParts) {
    this.#router = router;
    this.#store = store;
    this.#settlement = settlement;
    this.#clock = clock;
    this.#search = new SessionSearch(router, store, clock);
    this.#lists = new SessionLists(router, store, clock, this.#search);
    this.#histories = new SessionHistories(router, store, clock, keySecret);
  }

  /** @throws LbError `pool-not-found`, `cancelled` */
  list(query: SessionQuery, signal?: AbortSignal): Promise<SessionPage> {
    return this.#lists.page(query, signal);
  }

  /** With its history, also when it is over. @throws LbError `pool-not-found`, `session-not-found` */
  get(pool: PoolName, sessionId: SessionId): Promise<SessionView> {
    return this.#histories.get(pool, sessionId);
  }

  /** Without its history; not when it is over. @throws LbError `pool-not-found`, `session-not-found` */
  live(pool: PoolName, sessionId: SessionId): Promise<SessionView> {
    return this.#histories.live(pool, sessionId);
  }

  /** What the journal knows a session by. */
  keyOf(pool: PoolName, sessionId: SessionId): SessionKey {
    return this.#histories.keyOf(pool, sessionId);
  }

  /**
   * Ends sessions, in batches that go behind waiting claims, and answers how many.
   * Stops between batches when `signal` says so; what is done is done, and asking again is safe.
   *
   * @throws LbError `pool-not-found`, `backend-not-found`, `session-not-found`, `store-unavailable`, `cancelled`
   */
  async expireNow(
    target: ExpireTarget,
    { validateOnly, signal }: { readonly validateOnly: boolean; readonly signal: AbortSignal },
    by: Actor,
  ): Promise<number> {
    const cause: EndCause = { kind: 'ended', who: by.who, reason: by.reason, fenced: target.kind !== 'session' };
    if (target.kind === 'session') {
      const ref = this.#find(target.pool, target.sessionId);
      return validateOnly ? 1 : this.#end([ref], () => true, cause);
    }
    this.#mustExist(target);
    // Goes before the ends in the store's queue: nobody who ends comes back by a cookie.
    const fenced = validateOnly ? Promise.resolve() : this.#fence(target);
    fenced.catch(() => undefined); // told below, unless the walk fails first
    let count = 0;
    for await (const { refs, still } of this.#search.batches(wishOf(target), 0, endsPerBatch, signal)) {
      if (signal.aborted) throw new LbError('cancelled', `stopped after ${count} sessions`);
      count += validateOnly ? refs.length : await this.#end(refs, still, cause);
    }
    await fenced;
    return count;
  }

  /** Ends all of them that still are what they were; one with a change in flight after that change. Answers how many. */
  async #end(refs: readonly SlotRef[], still: (ref: SlotRef) => boolean, cause: EndCause): Promise<number> {
    const { records } = this.#router.table;
    let count = 0;
    let left = refs;
    while (left.length > 0) {
      // Begun and handed to the store in one turn: whoever waits for one of them waits for a commit under way.
      left = left.filter((ref) => {
        const { slot, serial } = ref;
        return records.has(slot, flag.live) && records.serial(slot) === serial && still(ref);
      });
      const ends = left.map(({ slot }) => this.#router.beginEnd(slot));
      const begun = ends.filter((end) => end !== undefined);
      const busy = left.filter((_, i) => ends[i] === undefined);
      const waits = busy.map(({ slot }) => this.#settlement.outcome(this.#router.inFlight.ofSlot(slot)!));
      if (begun.length > 0) await this.#settlement.end(begun, cause);
      count += begun.length;
      const outcomes = await Promise.allSettled(waits);
      // Nobody knows until the disk is back: told now, for who asks again each turn of the loop keeps everybody waiting.
      const doubt = outcomes.find(
        (outcome) => outcome.status === 'rejected' && outcome.reason instanceof UnknownOutcome,
      );
      if (doubt?.status === 'rejected') throw doubt.reason;
      left = busy;
      if (busy.length > 0) await nextTurn();
    }
    return count;
  }

  #find(pool: PoolName, sessionId: SessionId): SlotRef {
    const { settings } = this.#router.registry.pool(pool);
    const { table } = this.#router;
    const slot = table.find(this.keyOf(pool, sessionId));
    if (slot >= 0 && expiresAtMs(table, slot, settings) > this.#clock.now()) {
      return { slot, serial: table.records.serial(slot) };
    }
    throw new LbError('session-not-found', `there is no session "${sessionId}" in pool "${pool}"`, {
      metadata: { pool },
    });
  }

  /** Cookies of so many sessions are stopped by one row: none that is older brings a session back. */
  async #fence(target: Exclude<ExpireTarget, { kind: 'session' }>): Promise<void> {
    const { registry, fences } = this.#router;
    const one = target.kind === 'all' ? '' : target.pool;
    const backendId = target.kind === 'backend' ? target.backendId : '';
    const pools = one === '' ? registry.pools.map(({ row }) => row.name) : [one];
    const notBeforeMs = Math.trunc(this.#clock.wallNow());
    const cookieFences = pools.map((pool) => ({ pool, backendId, notBeforeMs }));
    await this.#store.control({ cookieFences, events: [] });
    for (const fence of cookieFences) fences.put(fence);
  }

  #mustExist(target: Exclude<ExpireTarget, { kind: 'session' }>): void {
    if (target.kind === 'backend') this.#router.registry.member(target.pool, target.backendId);
    else if (target.kind !== 'all' && target.pool !== '') this.#router.registry.pool(target.pool);
  }
}

function wishOf(target: Exclude<ExpireTarget, { kind: 'session' }>): SessionWish {
  if (target.kind === 'all') return { pool: '', filter: null };
  if (target.kind === 'pool') return { pool: target.pool, filter: null };
  if (target.kind === 'filter') return { pool: target.pool, filter: target.filter };
  return { pool: target.pool, backendId: target.backendId, filter: target.filter ?? null };
}
