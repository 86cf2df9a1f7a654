import { type Labels, mark, type PoolName } from '../core/model.ts';
import type { Clock, SlotRef, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { flag } from '../core/session-records.ts';
import type { SessionFilter } from '../session-filter/syntax.ts';
import type { Batch, SessionSearch } from './session-search.ts';
import { type SessionView, viewSession } from './session-view.ts';
import { TopSlots } from './top-slots.ts';

export const sessionOrders = ['idle', 'age', 'generation', 'last_active'] as const;

/** Any but slot order answers one page only. */
export interface SessionOrder {
  readonly by: (typeof sessionOrders)[number];
  readonly descending: boolean;
}

export interface SessionQuery {
  /** Empty for all. */
  readonly pool: PoolName | '';
  /** Null for all. */
  readonly filter?: SessionFilter | null;
  /** Null for slot order. */
  readonly order?: SessionOrder | null;
  readonly fromSlot: number;
  /** 1 to 1,000. */
  readonly pageSize: number;
}

export interface SessionPage {
  readonly sessions: readonly SessionView[];
  /** Where the next page begins; null after the last. */
  readonly nextSlot: number | null;
  /** The journal's, from before the page was read: who watches from here misses nothing of what it does not show. */
  readonly sequence: number;
}

/** Pages of sessions. */
export class SessionLists {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #search: SessionSearch;

  constructor(router: Router, store: Store, clock: Clock, search: SessionSearch) {
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
    this.#search = search;
  }

  /**
   * In slot order: a session that lives through a whole walk is on exactly one page.
   *
   * @throws LbError `pool-not-found`, `cancelled`
   */
  async page(query: SessionQuery, signal?: AbortSignal): Promise<SessionPage> {
    const { pool, order = null } = query;
    if (pool !== '') this.#router.registry.pool(pool);
    const sequence = this.#store.sequence();
    const { refs, nextSlot } =
      order === null ? await this.#inSlotOrder(query, signal) : await this.#inOrder(query, order, signal);
    return { sessions: await this.#views(refs), nextSlot, sequence };
  }

  async #inSlotOrder({ pool, filter = null, fromSlot, pageSize }: SessionQuery, signal?: AbortSignal) {
    for await (const batch of this.#search.batches({ pool, filter }, fromSlot, pageSize, signal)) return batch;
    return { refs: [], nextSlot: null };
  }

  async #inOrder({ pool, filter = null, pageSize }: SessionQuery, order: SessionOrder, signal?: AbortSignal) {
    const { records } = this.#router.table;
    const top = new TopSlots(pageSize);
    const sign = order.descending ? -1 : 1;
    const wish = { pool, filter };
    const add = (slot: number): boolean => {
      top.add(slot, sign * this.#rank(slot, order.by));
      return true;
    };
    for await (const _end of this.#search.matching(wish, 0, add, signal)) break;
    const refs = top.inOrder().map((slot) => ({ slot, serial: records.serial(slot) }));
    const { refs: found }: Batch = await this.#search.verified(wish, refs, null);
    return { refs: found, nextSlot: null };
  }

  /** Idle time and age grow as the times of day shrink. */
  #rank(slot: number, by: SessionOrder['by']): number {
    const { records } = this.#router.table;
    if (by === 'generation') return records.generation(slot);
    if (by === 'age') return -records.createdAtMs(slot);
    return by === 'idle' ? -records.lastActiveMs(slot) : records.lastActiveMs(slot);
  }

  /** As the table has them now, with ids and labels; those that end meanwhile are left out. */
  async #views(found: readonly SlotRef[]): Promise<SessionView[]> {
    const { records } = this.#router.table;
    const isThere = ({ slot, serial }: SlotRef): boolean =>
      records.has(slot, flag.live) && records.serial(slot) === serial;
    const refs = found.filter(isThere);
    const views = refs.map(({ slot }) => viewSession(this.#router, this.#clock, slot, null));
    const labelled = refs.filter(({ slot }) => (records.marks(slot) & mark.labelled) !== 0);
    const [ids, labels] = await Promise.all([
      this.#store.sessionIds(refs),
      labelled.length === 0 ? [] : this.#store.labels(labelled),
    ]);
    const labelsOf = new Map<number, Labels>(labelled.map(({ slot }, i) => [slot, labels[i]!]));
    return views.flatMap((view, i) => {
      const ref = refs[i]!;
      const sessionId = ids[i] ?? null;
      if (sessionId === null && !isThere(ref)) return [];
      return { ...view, sessionId, labels: labelsOf.get(ref.slot) ?? {} };
    });
  }
}
