import { type Actor, type InTurn, mustMatch, type PoolView } from './administration.ts';
import { commit } from './backend-changes.ts';
import { changedSettings } from './changed-settings.ts';
import { LbError } from './core/errors.ts';
import { defaultPool, defaultPoolSettings, type PoolName, type PoolRow, type PoolSettings } from './core/model.ts';
import type { Pool } from './core/pool.ts';
import type { Clock, JournalEvent, JournalKind, Store } from './core/ports.ts';
import type { Registry } from './core/registry.ts';

/** Pools, as operators change them. Every change is durable before it shows or is answered. */
export class PoolAdministration {
  readonly #registry: Registry;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #inTurn: InTurn;

  constructor(registry: Registry, store: Store, clock: Clock, inTurn: InTurn) {
    this.#registry = registry;
    this.#store = store;
    this.#clock = clock;
    this.#inTurn = inTurn;
  }

  /** By name. */
  list(): PoolView[] {
    return this.#registry.pools.map(viewPool);
  }

  get(name: PoolName): PoolView {
    return viewPool(this.#registry.pool(name));
  }

  create(name: PoolName, settings: Partial<PoolSettings>, by: Actor): Promise<PoolView> {
    return this.#inTurn(async () => {
      if (this.#registry.findPool(name) !== undefined) {
        throw new LbError('pool-exists', `there is a pool "${name}" already`, { metadata: { pool: name } });
      }
      const row: PoolRow = {
        name,
        settings: { ...defaultPoolSettings, ...settings },
        version: 1,
        createdAtMs: this.#clock.wallNow(),
      };
      return this.#savePool(row, 'pool-created', by);
    });
  }

  /** @param etag empty for whatever is there */
  update(name: PoolName, patch: Partial<PoolSettings>, etag: string, by: Actor): Promise<PoolView> {
    return this.#inTurn(async () => {
      const { row } = this.#registry.pool(name);
      mustMatch(etag, row.version, `pool "${name}"`);
      const settings = { ...row.settings, ...patch };
      return this.#savePool(
        { ...row, settings, version: row.version + 1 },
        'pool-updated',
        by,
        changedSettings(row.settings, settings),
      );
    });
  }

  delete(name: PoolName, etag: string, by: Actor): Promise<void> {
    return this.#inTurn(async () => {
      const pool = this.#registry.pool(name);
      mustMatch(etag, pool.row.version, `pool "${name}"`);
      if (name === defaultPool) throw new LbError('pool-is-default', `the pool "${defaultPool}" always exists`);
      const left = [...this.#registry.members].filter((member) => member.row.pool === name);
      if (left.length > 0) {
        const message =
          pool.members.length > 0
            ? `pool "${name}" has ${pool.members.length} backends; remove them first`
            : `sessions of removed backends are still in pool "${name}"; "lbctl expire --all --pool ${name}" ends them`;
        throw new LbError('pool-holds-backends', message, { metadata: { pool: name } });
      }
      const change = { deletedPools: [name], events: [this.#event('pool-deleted', name, by)] };
      await commit(this.#store, change, () => this.#registry.removePool(name));
    });
  }

  async #savePool(row: PoolRow, kind: JournalKind, by: Actor, detail = ''): Promise<PoolView> {
    const change = { pools: [row], events: [{ ...this.#event(kind, row.name, by), detail }] };
    return viewPool(await commit(this.#store, change, () => this.#registry.putPool(row)));
  }

  #event(kind: JournalKind, pool: PoolName, by: Actor): JournalEvent {
    return { kind, atMs: this.#clock.wallNow(), pool, backendId: '', who: by.who, reason: by.reason };
  }
}

function viewPool(pool: Pool): PoolView {
  return { ...pool.row, backendCount: pool.members.length, sessionCount: pool.sessionCount, isInPanic: pool.isInPanic };
}
