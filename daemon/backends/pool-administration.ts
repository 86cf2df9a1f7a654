import { affinityClash } from '../core/affinity-rules.ts';
import { backendCookieNameOf, cookieNameOf } from '../core/affinity-settings.ts';
import { invalid, LbError } from '../core/errors.ts';
import {
  defaultPool,
  defaultPoolSettings,
  type PoolName,
  type PoolPatch,
  type PoolRow,
  type PoolSettings,
  patchedPool,
} from '../core/model.ts';
import type { Pool } from '../core/pool.ts';
import { sharedAddress } from '../core/pool-addresses.ts';
import type { Clock, JournalEvent, JournalKind, Store } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';
import type { Holds } from '../routing/holds.ts';
import { type Actor, type InTurn, mustMatch, type PoolView } from './administration.ts';
import { commit, isEmptyGrave } from './backend-changes.ts';
import { changedSettings } from './changed-settings.ts';

/** Pools, as operators change them. Every change is durable before it shows or is answered. */
export class PoolAdministration {
  readonly #registry: Registry;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #inTurn: InTurn;
  readonly #holds: Holds;

  constructor(registry: Registry, store: Store, clock: Clock, inTurn: InTurn, holds: Holds) {
    this.#holds = holds;
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

  create(name: PoolName, settings: PoolPatch, by: Actor): Promise<PoolView> {
    return this.#inTurn(async () => {
      if (this.#registry.findPool(name) !== undefined) {
        throw new LbError('pool-exists', `there is a pool "${name}" already`, { metadata: { pool: name } });
      }
      const row: PoolRow = {
        name,
        settings: patchedPool(defaultPoolSettings, sealedWhereLearned(defaultPoolSettings, settings)),
        version: 1,
        createdAtMs: this.#clock.wallNow(),
      };
      return this.#savePool(row, 'pool-created', by);
    });
  }

  /** @param etag empty for whatever is there */
  update(name: PoolName, patch: PoolPatch, etag: string, by: Actor): Promise<PoolView> {
    return this.#inTurn(async () => {
      const { row } = this.#registry.pool(name);
      mustMatch(etag, row.version, `pool "${name}"`);
      const settings = patchedPool(row.settings, sealedWhereLearned(row.settings, patch));
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
      const members = [...this.#registry.members].filter((member) => member.row.pool === name);
      // Housekeeping would forget them in a moment; nobody shall have to wait for it.
      const graves = members.filter(isEmptyGrave).map(({ row }) => row.no);
      if (graves.length < members.length) {
        const message =
          pool.members.length > 0
            ? `pool "${name}" has ${pool.members.length} backends; remove them first`
            : `sessions of removed backends are still in pool "${name}"; "lbctl expire --all --pool ${name}" ends them`;
        throw new LbError('pool-holds-backends', message, { metadata: { pool: name } });
      }
      const events = [this.#event('pool-deleted', name, by)];
      await commit(this.#store, { forgottenBackends: graves, deletedPools: [name], events }, () => {
        for (const no of graves) this.#registry.forget(no);
        this.#registry.removePool(name);
      });
    });
  }

  async #savePool(row: PoolRow, kind: JournalKind, by: Actor, detail = ''): Promise<PoolView> {
    this.#mustFit(row);
    const change = { pools: [row], events: [{ ...this.#event(kind, row.name, by), detail }] };
    return viewPool(await commit(this.#store, change, () => this.#put(row)));
  }

  #put(row: PoolRow): Pool {
    const pool = this.#registry.putPool(row);
    this.#holds.wakePool(row.name); // it may no longer want anybody to wait
    return pool;
  }

  /** Two pools with a cookie of one name would overwrite each other's. */
  #mustFit({ name, settings }: PoolRow): void {
    const { affinity } = settings;
    for (const { row } of this.#registry.pools) {
      const shared = row.name === name ? undefined : sharedAddress(settings, row.settings);
      if (shared === undefined) continue;
      const field = settings.hosts.length > 0 ? 'hosts' : 'path_prefixes';
      throw invalid(`pool.${field}`, `pool "${row.name}" has the requests for ${shared} already`);
    }
    const clash = affinityClash(name, affinity);
    if (clash !== undefined) throw invalid(`pool.affinity.${clash.field}`, clash.problem);
    const mine = {
      cookie_name: cookieNameOf(name, affinity),
      backend_cookie_name: backendCookieNameOf(name, affinity),
    };
    for (const { row } of this.#registry.pools) {
      if (row.name === name) continue;
      const theirs = [
        cookieNameOf(row.name, row.settings.affinity),
        backendCookieNameOf(row.name, row.settings.affinity),
      ];
      const taken = Object.entries(mine).find(([, cookie]) => theirs.includes(cookie));
      if (taken === undefined) continue;
      throw invalid(`pool.affinity.${taken[0]}`, `pool "${row.name}" has a cookie "${taken[1]}" already; name another`);
    }
  }

  #event(kind: JournalKind, pool: PoolName, by: Actor): JournalEvent {
    return { kind, atMs: this.#clock.wallNow(), pool, backendId: '', who: by.who, reason: by.reason };
  }
}

/** A learned id is an application's own secret: unless the operator says so, lbd keeps none of it to be read. */
function sealedWhereLearned({ affinity }: PoolSettings, patch: PoolPatch): PoolPatch {
  const becomesLearned = patch.affinity?.mode === 'learned' && affinity.mode !== 'learned';
  return becomesLearned ? { sessionIds: 'sealed', ...patch } : patch;
}

function viewPool(pool: Pool): PoolView {
  return { ...pool.row, backendCount: pool.members.length, sessionCount: pool.sessionCount, isInPanic: pool.isInPanic };
}
