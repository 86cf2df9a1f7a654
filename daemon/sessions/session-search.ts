import { expiresAtMs } from '../core/lease.ts';
import { type BackendId, type Labels, mark, type PoolName } from '../core/model.ts';
import type { Clock, SlotRef, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import { compileFilter, type SlotTest } from '../session-filter/compile.ts';
import { verdictOn } from '../session-filter/homes.ts';
import { labelConditions, type SessionFilter } from '../session-filter/syntax.ts';
import { LabelWindow } from './label-window.ts';
import { backendsWanted, walkSlots } from './slot-walk.ts';

/** Which sessions are meant. */
export interface SessionWish {
  /** Empty for all. */
  readonly pool: PoolName | '';
  /** Empty for all of the pool. */
  readonly backendId?: BackendId;
  /** Null for all. */
  readonly filter: SessionFilter | null;
}

export interface Batch {
  /** In slot order; live and matching when they were looked at. */
  readonly refs: readonly SlotRef[];
  /** The next slot that matches; null after the last. */
  readonly nextSlot: number | null;
  /** Is it the same session still, and does it still match? */
  still(ref: SlotRef): boolean;
}

/** Finds sessions by a walk over the table, in slices; labels are looked up beside it. */
export class SessionSearch {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(router: Router, store: Store, clock: Clock) {
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * All that match from `fromSlot` on, in batches of up to `size`, at most 1,000.
   *
   * @throws LbError `cancelled`
   */
  async *batches(wish: SessionWish, fromSlot: number, size: number, signal?: AbortSignal): AsyncGenerator<Batch> {
    let refs: SlotRef[] = [];
    const { records } = this.#router.table;
    const ends = this.matching(
      wish,
      fromSlot,
      (slot) => {
        if (refs.length === size) return false;
        refs.push({ slot, serial: records.serial(slot) });
        return true;
      },
      signal,
    );
    for await (const nextSlot of ends) {
      yield await this.verified(wish, refs, nextSlot);
      refs = [];
    }
  }

  /**
   * Shows every slot that matches to `visit` until it says false; then yields that slot, and goes on with it. Yields
   * null at the end. What labels the sessions have is as it was a moment before.
   */
  async *matching(
    wish: SessionWish,
    fromSlot: number,
    visit: (slot: number) => boolean,
    signal?: AbortSignal,
  ): AsyncGenerator<number | null> {
    const { table } = this.#router;
    const labels = new LabelWindow(this.#store, labelConditions(wish.filter));
    const matches = this.#test(wish, (name, value) => labels.test(name, value));
    const { pool, backendId = '', filter } = wish;
    const wanted = backendsWanted(this.#router.registry, ({ row: { pool: of, id } }) => {
      return (pool === '' || of === pool) && (backendId === '' || id === backendId) && verdictOn(filter, id) !== 'none';
    });
    for (let from = fromSlot; ; ) {
      const end = labels.endOf(from);
      await labels.load(from);
      const show = (slot: number): boolean => !matches(slot) || visit(slot);
      const stopped = await walkSlots(table, from, end, show, { signal, wanted });
      if (stopped === null && end >= table.records.highWater) break;
      if (stopped !== null) yield stopped;
      from = stopped ?? end;
    }
    yield null;
  }

  /** Those whose labels, by slot and serial, still say so: a slot may have got another tenant meanwhile. */
  async verified(wish: SessionWish, refs: readonly SlotRef[], nextSlot: number | null): Promise<Batch> {
    const { records } = this.#router.table;
    const labels = new Map<number, Labels>();
    if (labelConditions(wish.filter).length > 0) {
      const labelled = refs.filter(({ slot }) => (records.marks(slot) & mark.labelled) !== 0);
      const found = await this.#store.labels(labelled);
      for (const [i, { slot }] of labelled.entries()) labels.set(slot, found[i]!);
    }
    const matches = this.#test(wish, (name, value) => (slot) => {
      const own = labels.get(slot);
      if (own === undefined || !Object.hasOwn(own, name)) return false;
      return value === '' || own[name] === value;
    });
    const still = ({ slot, serial }: SlotRef): boolean =>
      records.has(slot, flag.live) && records.serial(slot) === serial && matches(slot);
    return { refs: refs.filter(still), nextSlot, still };
  }

  #test(
    { pool, backendId = '', filter }: SessionWish,
    labelTest: (name: string, value: string) => (slot: number) => boolean,
  ): (slot: number) => boolean {
    const { table, registry } = this.#router;
    const nowMs = this.#clock.now();
    const test: SlotTest = compileFilter(filter, {
      records: table.records,
      nowMs,
      labelTest,
    });
    return (slot) => {
      const home = this.#router.home(slot);
      const { row } = home;
      if ((pool !== '' && row.pool !== pool) || (backendId !== '' && row.id !== backendId)) return false;
      if (!test(slot, home)) return false;
      return expiresAtMs(table, slot, registry.pool(row.pool).settings) > nowMs;
    };
  }
}
