import type { Member } from '../core/member.ts';
import type { BackendId, BackendRow, PoolName } from '../core/model.ts';
import { type Clock, type ControlChange, type JournalKind, type Store, UnknownOutcome } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';
import type { Holds } from '../routing/holds.ts';
import type { Actor, InTurn } from './administration.ts';

export interface BackendChangesParts {
  readonly registry: Registry;
  readonly store: Store;
  readonly clock: Clock;
  readonly holds: Holds;
  readonly inTurn: InTurn;
}

/** How rows of backends change: one change after another, durable before it shows, told in the journal. */
export class BackendChanges {
  readonly registry: Registry;
  readonly clock: Clock;
  readonly inTurn: InTurn;
  readonly #store: Store;
  readonly #holds: Holds;
  readonly #listeners: ((member: Member) => void)[] = [];

  constructor({ registry, store, clock, holds, inTurn }: BackendChangesParts) {
    this.registry = registry;
    this.clock = clock;
    this.inTurn = inTurn;
    this.#store = store;
    this.#holds = holds;
  }

  /** Told of each backend right after a change of it shows. */
  onChange(listener: (member: Member) => void): void {
    this.#listeners.push(listener);
  }

  /** @throws LbError `pool-not-found`, `backend-not-found`, `store-unavailable` */
  change<T>(pool: PoolName, id: BackendId, change: (member: Member) => Promise<T>): Promise<T> {
    return this.inTurn(() => change(this.registry.member(pool, id)));
  }

  /** While a change that ends the backend's service is under way, nobody is promised a new home there. */
  takeOut<T>(pool: PoolName, id: BackendId, change: (member: Member) => Promise<T>): Promise<T> {
    return this.change(pool, id, async (member) => {
      member.leaving = true;
      this.registry.pool(pool).eligibilityChanged();
      try {
        return await change(member);
      } finally {
        member.leaving = false;
        this.registry.findPool(pool)?.eligibilityChanged();
      }
    });
  }

  async save(row: BackendRow, by: Actor, kind: JournalKind, detail = ''): Promise<Member> {
    const event = {
      kind,
      atMs: this.clock.wallNow(),
      pool: row.pool,
      backendId: row.id,
      who: by.who,
      reason: by.reason,
      detail,
    };
    return commit(this.#store, { backends: [row], events: [event] }, () => this.#put(row));
  }

  /** Tombstones no session refers to any more are forgotten. */
  forgetEmpty(): Promise<void> {
    return this.inTurn(async () => {
      const empty = [...this.registry.members].filter(isEmptyGrave);
      if (empty.length === 0) return;
      const forgottenBackends = empty.map(({ row }) => row.no);
      await commit(this.#store, { forgottenBackends, events: [] }, () => {
        for (const no of forgottenBackends) this.registry.forget(no);
      });
    });
  }

  #put(row: BackendRow): Member {
    const before = this.registry.memberNo(row.no);
    const wasOut =
      before === undefined || before.row.admin !== 'active' || before.row.health === 'unhealthy' || before.row.removed;
    const pool = this.registry.pool(row.pool);
    const { ignoresHealth } = pool;
    const member = this.registry.putBackend(row);
    const isIn = row.admin === 'active' && row.health !== 'unhealthy' && !row.removed;
    // Slow start begins where service begins.
    if (wasOut && isIn) member.rampFromMs = this.clock.now();
    // Past the panic threshold, and back, sessions stay or go that this backend never saw.
    if (pool.ignoresHealth === ignoresHealth) this.#holds.wake(member);
    else this.#holds.wakePool(row.pool);
    for (const listener of this.#listeners) listener(member);
    return member;
  }
}

/** Writes a change, then applies it; where nobody knows whether it stands, it is applied as soon as that is known. */
export async function commit<T>(store: Store, change: ControlChange, apply: () => T): Promise<T> {
  try {
    await store.control(change);
  } catch (error) {
    if (error instanceof UnknownOutcome) void error.truth.then((stands) => (stands ? apply() : undefined));
    throw error;
  }
  return apply();
}

/** A tombstone that no session refers to, and none is about to. */
export function isEmptyGrave({ row, rows, reserved }: Member): boolean {
  return row.removed && rows === 0 && reserved === 0;
}
