import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Actor } from './administration.ts';
import { LbError } from './core/errors.ts';
import { handleOf, sessionKey } from './core/hash.ts';
import { expiresAtMs } from './core/lease.ts';
import type { BackendId, PoolName, Reason, SessionId, WallMs } from './core/model.ts';
import { type Clock, type Store, UnknownOutcome } from './core/ports.ts';
import type { Router } from './core/router.ts';
import { flag } from './core/session-records.ts';
import { type EndCause, endsPerCommit, type Settlement } from './settlement.ts';

export interface SessionView {
  /** Null where ids are sealed. */
  readonly sessionId: SessionId | null;
  readonly handle: string;
  readonly pool: PoolName;
  readonly backendId: BackendId;
  readonly generation: number;
  readonly createdAtMs: WallMs;
  readonly lastActiveMs: WallMs;
  readonly expiresAtMs: WallMs;
  readonly reason: Reason;
  /** False when its backend let it go: it moves at its next Route. */
  readonly kept: boolean;
}

export interface SessionPage {
  readonly sessions: readonly SessionView[];
  /** Where the next page begins; null after the last. */
  readonly nextSlot: number | null;
  readonly sequence: number;
}

export interface SessionQuery {
  /** Empty for all. */
  readonly pool: PoolName | '';
  /** Empty for all. */
  readonly backendId: BackendId | '';
  readonly fromSlot: number;
  /** 1 to 1,000. */
  readonly pageSize: number;
}

export type ExpireTarget =
  | { readonly kind: 'session'; readonly pool: PoolName; readonly sessionId: SessionId }
  | { readonly kind: 'backend'; readonly pool: PoolName; readonly backendId: BackendId }
  | { readonly kind: 'pool'; readonly pool: PoolName }
  | { readonly kind: 'all' };

/** Slots looked at before the loop gets its turn: 20,000 take about a millisecond. */
const slotsPerSlice = 20_000;

interface SlotRef {
  readonly slot: number;
  readonly serial: number;
}

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
  readonly #keySecret: string;

  constructor({ router, store, settlement, clock, keySecret }: SessionsParts) {
    this.#router = router;
    this.#store = store;
    this.#settlement = settlement;
    this.#clock = clock;
    this.#keySecret = keySecret;
  }

  /** In slot order: a session that lives through a whole walk is on exactly one page. */
  async list({ pool, backendId, fromSlot, pageSize }: SessionQuery): Promise<SessionPage> {
    this.#mustExist(pool, backendId);
    const found: { view: SessionView; slot: number; serial: number }[] = [];
    let nextSlot: number | null = null;
    for await (const slot of this.#matching(pool, backendId, fromSlot)) {
      if (found.length === pageSize) {
        nextSlot = slot;
        break;
      }
      found.push({ view: this.#view(slot, null), slot, serial: this.#router.table.records.serial(slot) });
    }
    const sequence = this.#store.sequence();
    const ids = await this.#store.sessionIds(found.map(({ slot, serial }) => ({ slot, serial })));
    const sessions = found.map(({ view }, i) => ({ ...view, sessionId: ids[i] ?? null }));
    return { sessions, nextSlot, sequence };
  }

  /** @throws LbError `pool-not-found`, `session-not-found` */
  async get(pool: PoolName, sessionId: SessionId): Promise<SessionView> {
    return this.#view(this.#find(pool, sessionId), sessionId);
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
    const slots =
      target.kind === 'session'
        ? [this.#find(target.pool, target.sessionId)]
        : this.#matching(
            target.kind === 'all' ? '' : target.pool,
            target.kind === 'backend' ? target.backendId : '',
            0,
          );
    if (target.kind !== 'session' && target.kind !== 'all') {
      this.#mustExist(target.pool, target.kind === 'backend' ? target.backendId : '');
    }
    const cause: EndCause = { kind: 'ended', who: by.who, reason: by.reason };
    let count = 0;
    let batch: SlotRef[] = [];
    for await (const slot of slots) {
      if (signal.aborted) throw new LbError('cancelled', `stopped after ${count} sessions`);
      if (validateOnly) {
        count += 1;
        continue;
      }
      batch.push({ slot, serial: this.#router.table.records.serial(slot) });
      if (batch.length < endsPerCommit) continue;
      count += await this.#end(batch, cause);
      batch = [];
    }
    return count + (await this.#end(batch, cause));
  }

  /** Ends all of them that are still there; one with a change in flight after that change. Answers how many. */
  async #end(refs: readonly SlotRef[], cause: EndCause): Promise<number> {
    const { records } = this.#router.table;
    let count = 0;
    let left = refs;
    while (left.length > 0) {
      // Begun and handed to the store in one turn: whoever waits for one of them waits for a commit under way.
      left = left.filter(({ slot, serial }) => records.has(slot, flag.live) && records.serial(slot) === serial);
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

  async *#matching(pool: PoolName | '', backendId: BackendId | '', fromSlot: number): AsyncGenerator<number> {
    const { table } = this.#router;
    for (let from = fromSlot; from < table.records.highWater; from += slotsPerSlice) {
      if (from > fromSlot) await nextTurn();
      const nowMs = this.#clock.now();
      for (const slot of table.slots(from, from + slotsPerSlice)) {
        const { row } = this.#router.home(slot);
        if ((pool !== '' && row.pool !== pool) || (backendId !== '' && row.id !== backendId)) continue;
        if (expiresAtMs(table, slot, this.#router.registry.pool(row.pool).settings) > nowMs) yield slot;
      }
    }
  }

  #find(pool: PoolName, sessionId: SessionId): number {
    const { settings } = this.#router.registry.pool(pool);
    const slot = this.#router.table.find(sessionKey(this.#keySecret, pool, sessionId));
    if (slot >= 0 && expiresAtMs(this.#router.table, slot, settings) > this.#clock.now()) return slot;
    throw new LbError('session-not-found', `there is no session "${sessionId}" in pool "${pool}"`, {
      metadata: { pool },
    });
  }

  #mustExist(pool: PoolName | '', backendId: BackendId | ''): void {
    if (pool === '') return;
    this.#router.registry.pool(pool);
    if (backendId !== '') this.#router.registry.member(pool, backendId);
  }

  #view(slot: number, sessionId: SessionId | null): SessionView {
    const { records } = this.#router.table;
    const home = this.#router.home(slot);
    const { wallOffsetMs } = this.#clock;
    const pool = this.#router.registry.pool(home.row.pool);
    return {
      sessionId,
      handle: handleOf(records.key(slot)),
      pool: home.row.pool,
      backendId: home.row.id,
      generation: records.generation(slot),
      createdAtMs: records.createdAtMs(slot) + wallOffsetMs,
      lastActiveMs: records.lastActiveMs(slot) + wallOffsetMs,
      expiresAtMs: expiresAtMs(this.#router.table, slot, pool.settings) + wallOffsetMs,
      reason: this.#router.reasonOfLast(slot),
      kept: home.keeps(records.incarnation(slot)),
    };
  }
}
