import { type Actor, type BackendView, commit, type InTurn, mustMatch } from './administration.ts';
import { broken, drained, draining, nextAdminState } from './core/drain.ts';
import { LbError } from './core/errors.ts';
import { withHealth } from './core/health.ts';
import type { Member } from './core/member.ts';
import type { BackendId, BackendRow, BackendSettings, DurationMs, Health, PoolName } from './core/model.ts';
import type { Clock, JournalEvent, JournalKind, Store } from './core/ports.ts';
import type { Registry } from './core/registry.ts';

/** How long the sessions of a draining backend may stay when nobody says. */
export const defaultDrainDeadlineMs: DurationMs = 300_000;

/** Backends, as operators change them. Every change is durable before it shows or is answered. */
export class BackendAdministration {
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

  /** By pool, then id. @param pool empty for all */
  list(pool: PoolName | ''): BackendView[] {
    const pools = pool === '' ? this.#registry.pools : [this.#registry.pool(pool)];
    return pools.flatMap(({ members }) => members.map(viewBackend));
  }

  get(pool: PoolName, id: BackendId): BackendView {
    return viewBackend(this.#registry.member(pool, id));
  }

  create(pool: PoolName, id: BackendId, settings: BackendSettings, by: Actor): Promise<BackendView> {
    return this.#inTurn(async () => {
      if (this.#registry.pool(pool).member(id) !== undefined) {
        throw new LbError(
          'backend-exists',
          `there is a backend "${id}" in pool "${pool}" already; "lbctl backends set" changes it`,
          {
            metadata: { pool, backend: id },
          },
        );
      }
      const grave = this.#registry.tombstone(pool, id)?.row;
      const incarnation = grave === undefined ? 1 : grave.incarnation + 1;
      const row: BackendRow = {
        no: grave?.no ?? this.#registry.nextBackendNo(),
        pool,
        id,
        settings,
        admin: 'active',
        health: 'unknown',
        healthReason: 'not probed',
        incarnation,
        keptFrom: incarnation,
        brokenBecause: grave?.brokenBecause ?? 'backend-removed',
        drainDeadlineMs: null,
        removed: false,
        version: (grave?.version ?? 0) + 1,
        createdAtMs: this.#clock.wallNow(),
      };
      return this.#saveBackend(row, by, 'backend-created', settings.address);
    });
  }

  update(
    pool: PoolName,
    id: BackendId,
    patch: Partial<BackendSettings>,
    { etag, keepSessions }: { readonly etag: string; readonly keepSessions: boolean },
    by: Actor,
  ): Promise<BackendView> {
    return this.#change(pool, id, (member) => {
      const { row } = member;
      mustMatch(etag, row.version, `backend "${id}"`);
      const changed = { ...row, settings: { ...row.settings, ...patch }, version: row.version + 1 };
      // Another address is another process, unless the operator knows better: what the old one remembered is gone.
      const moved = patch.address !== undefined && patch.address !== row.settings.address && !keepSessions;
      return this.#saveBackend(moved ? broken(changed, 'backend-restarted') : changed, by, 'backend-updated');
    });
  }

  /** Answers how many sessions lost their home. */
  delete(
    pool: PoolName,
    id: BackendId,
    { etag, force }: { readonly etag: string; readonly force: boolean },
    by: Actor,
  ): Promise<number> {
    return this.#takeOut(pool, id, async (member) => {
      const { row, load } = member;
      mustMatch(etag, row.version, `backend "${id}"`);
      if (load > 0 && !force) {
        throw new LbError(
          'backend-holds-sessions',
          `backend "${id}" holds ${load} sessions; "lbctl drain ${id}" empties it, --force lets them move at their next request`,
          { metadata: { pool, backend: id, sessions: String(load) } },
        );
      }
      const events = [this.#event('backend-deleted', pool, id, by)];
      const grave = {
        ...broken(row, 'backend-removed'),
        removed: true,
        drainDeadlineMs: null,
        version: row.version + 1,
      };
      // Sessions that refer to it keep the row as a tombstone; housekeeping forgets it after the last of them.
      await commit(this.#store, { backends: [grave], events }, () => this.#registry.putBackend(grave));
      return load;
    });
  }

  /** @param deadlineMs 0 drains now; null keeps a running deadline, or takes the default */
  drain(pool: PoolName, id: BackendId, deadlineMs: DurationMs | null, by: Actor): Promise<BackendView> {
    return this.#takeOut(pool, id, async (member) => {
      const { row } = member;
      if (row.admin === 'drained') return viewBackend(member);
      if (deadlineMs === 0 || member.load === 0) return this.#saveBackend(drained(row), by, 'drained');
      if (row.admin === 'draining' && deadlineMs === null) return viewBackend(member);
      const deadlineAtMs = this.#clock.wallNow() + (deadlineMs ?? defaultDrainDeadlineMs);
      return this.#saveBackend(
        draining(row, deadlineAtMs),
        by,
        'draining',
        `until ${new Date(deadlineAtMs).toISOString()}`,
      );
    });
  }

  undrain(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#setAdmin(pool, id, 'undrain', 'undrained', by);
  }

  cordon(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#setAdmin(pool, id, 'cordon', 'cordoned', by);
  }

  uncordon(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#setAdmin(pool, id, 'uncordon', 'uncordoned', by);
  }

  /** A verdict of probes or traffic. The same verdict twice is told once. */
  setHealth(pool: PoolName, id: BackendId, health: Health, reason: string): Promise<BackendView> {
    return this.#change(pool, id, async (member) => {
      if (member.row.health === health) return viewBackend(member);
      const row = withHealth(member.row, health, reason);
      return this.#saveBackend(row, { who: 'lbd', reason }, 'health-changed', health);
    });
  }

  /** Drains that are over (the deadline passed, or nobody is left) become `drained`; empty tombstones are forgotten. */
  async settleDrains(): Promise<void> {
    const by: Actor = { who: 'lbd', reason: '' };
    for (const { row } of [...this.#registry.members]) {
      if (row.admin !== 'draining' || row.removed) continue;
      await this.#change(row.pool, row.id, async (member) => {
        const { admin, drainDeadlineMs } = member.row;
        if (admin !== 'draining') return;
        const over = drainDeadlineMs !== null && drainDeadlineMs <= this.#clock.wallNow();
        if (over)
          await this.#saveBackend(drained(member.row), by, 'drained', `deadline; ${member.kept} sessions let go`);
        else if (member.load === 0) await this.#saveBackend(drained(member.row), by, 'drained', 'empty');
      });
    }
    await this.#inTurn(async () => {
      const empty = [...this.#registry.members].filter((member) => member.row.removed && isUnreferenced(member));
      if (empty.length === 0) return;
      const forgottenBackends = empty.map((member) => member.row.no);
      await commit(this.#store, { forgottenBackends, events: [] }, () => {
        for (const no of forgottenBackends) this.#registry.forget(no);
      });
    });
  }

  #setAdmin(
    pool: PoolName,
    id: BackendId,
    event: 'undrain' | 'cordon' | 'uncordon',
    kind: JournalKind,
    by: Actor,
  ): Promise<BackendView> {
    return this.#change(pool, id, async (member) => {
      const { row } = member;
      const admin = nextAdminState(row, event);
      if (admin === row.admin) return viewBackend(member);
      return this.#saveBackend({ ...row, admin, drainDeadlineMs: null, version: row.version + 1 }, by, kind);
    });
  }

  #change<T>(pool: PoolName, id: BackendId, change: (member: Member) => Promise<T>): Promise<T> {
    return this.#inTurn(() => change(this.#registry.member(pool, id)));
  }

  /** While a change that ends the backend's service is under way, nobody is promised a new home there. */
  #takeOut<T>(pool: PoolName, id: BackendId, change: (member: Member) => Promise<T>): Promise<T> {
    return this.#change(pool, id, async (member) => {
      member.leaving = true;
      this.#registry.pool(pool).eligibilityChanged();
      try {
        return await change(member);
      } finally {
        member.leaving = false;
        this.#registry.findPool(pool)?.eligibilityChanged();
      }
    });
  }

  async #saveBackend(row: BackendRow, by: Actor, kind: JournalKind, detail = ''): Promise<BackendView> {
    const change = { backends: [row], events: [this.#event(kind, row.pool, row.id, by, detail)] };
    return viewBackend(await commit(this.#store, change, () => this.#registry.putBackend(row)));
  }

  #event(kind: JournalKind, pool: PoolName, backendId: BackendId, by: Actor, detail = ''): JournalEvent {
    return { kind, atMs: this.#clock.wallNow(), pool, backendId, who: by.who, reason: by.reason, detail };
  }
}

function viewBackend(member: Member): BackendView {
  return { ...member.row, sessionCount: member.kept };
}

function isUnreferenced(member: Member): boolean {
  return member.rows === 0 && member.reserved === 0;
}
