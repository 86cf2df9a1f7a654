import { broken, nextAdminState } from '../core/drain.ts';
import { isOpen, whyNotEligible } from '../core/eligibility.ts';
import { LbError } from '../core/errors.ts';
import type { Member } from '../core/member.ts';
import type { BackendId, BackendRow, BackendSettings, PoolName, WallMs } from '../core/model.ts';
import type { JournalKind } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';
import { type Actor, type BackendPatch, type BackendView, letGo, mustMatch } from './administration.ts';
import type { BackendChanges } from './backend-changes.ts';
import { changedSettings } from './changed-settings.ts';

/** Backends, as operators change them. Every change is durable before it shows or is answered. */
export class BackendAdministration {
  readonly #registry: Registry;
  readonly #changes: BackendChanges;

  constructor(changes: BackendChanges) {
    this.#registry = changes.registry;
    this.#changes = changes;
  }

  /** By pool, then id. @param pool empty for all */
  list(pool: PoolName | ''): BackendView[] {
    const pools = pool === '' ? this.#registry.pools : [this.#registry.pool(pool)];
    return pools.flatMap(({ members }) => members.map((member) => viewBackend(this.#registry, member)));
  }

  get(pool: PoolName, id: BackendId): BackendView {
    return viewBackend(this.#registry, this.#registry.member(pool, id));
  }

  create(pool: PoolName, id: BackendId, settings: BackendSettings, by: Actor): Promise<BackendView> {
    return this.#changes.inTurn(async () => {
      if (this.#registry.pool(pool).member(id) !== undefined) {
        throw new LbError(
          'backend-exists',
          `there is a backend "${id}" in pool "${pool}" already; "lbctl backends set" changes it`,
          { metadata: { pool, backend: id } },
        );
      }
      const row = this.#newRow(pool, id, settings, this.#registry.tombstone(pool, id)?.row);
      return viewBackend(this.#registry, await this.#changes.save(row, by, 'backend-created', settings.address));
    });
  }

  update(
    pool: PoolName,
    id: BackendId,
    patch: BackendPatch,
    { etag, keepSessions }: { readonly etag: string; readonly keepSessions: boolean },
    by: Actor,
  ): Promise<BackendView> {
    return this.#changes.change(pool, id, async (member) => {
      const { row } = member;
      mustMatch(etag, row.version, `backend "${id}"`);
      const probe = { ...row.settings.probe, ...patch.probe };
      const changed = { ...row, settings: { ...row.settings, ...patch, probe }, version: row.version + 1 };
      const moved = changed.settings.address !== row.settings.address;
      const next = moved ? elsewhere(changed, this.#changes.clock.wallNow()) : changed;
      // Another address is another process, unless the operator knows better: what the old one remembered is gone.
      const lost = moved && !keepSessions;
      const detail = `${changedSettings(row.settings, next.settings)}${lost ? `; ${letGo(member.kept)}` : ''}`;
      const saved = lost ? broken(next, 'backend-restarted') : next;
      return viewBackend(this.#registry, await this.#changes.save(saved, by, 'backend-updated', detail));
    });
  }

  /** Answers how many sessions lost their home. */
  delete(
    pool: PoolName,
    id: BackendId,
    { etag, force }: { readonly etag: string; readonly force: boolean },
    by: Actor,
  ): Promise<number> {
    return this.#changes.takeOut(pool, id, async ({ row, load }) => {
      mustMatch(etag, row.version, `backend "${id}"`);
      if (load > 0 && !force) {
        throw new LbError(
          'backend-holds-sessions',
          `backend "${id}" holds ${load} session${load === 1 ? '' : 's'}; "lbctl drain ${id}" empties it, --force lets them move at their next request`,
          { metadata: { pool, backend: id, sessions: String(load) } },
        );
      }
      // Sessions that refer to it keep the row as a tombstone; housekeeping forgets it after the last of them.
      const grave = { ...broken(row, 'backend-removed'), removed: true, drain: null, version: row.version + 1 };
      await this.#changes.save(grave, by, 'backend-deleted');
      return load;
    });
  }

  cordon(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#changes.takeOut(pool, id, (member) => this.#setAdmin(member, 'cordon', 'cordoned', by));
  }

  uncordon(pool: PoolName, id: BackendId, by: Actor): Promise<BackendView> {
    return this.#changes.change(pool, id, (member) => this.#setAdmin(member, 'uncordon', 'uncordoned', by));
  }

  async #setAdmin(member: Member, event: 'cordon' | 'uncordon', kind: JournalKind, by: Actor): Promise<BackendView> {
    const { row } = member;
    const admin = nextAdminState(row, event);
    if (admin === row.admin) return viewBackend(this.#registry, member);
    return viewBackend(
      this.#registry,
      await this.#changes.save({ ...row, admin, drain: null, version: row.version + 1 }, by, kind),
    );
  }

  #newRow(pool: PoolName, id: BackendId, settings: BackendSettings, grave: BackendRow | undefined): BackendRow {
    const incarnation = grave === undefined ? 1 : grave.incarnation + 1;
    const nowMs = this.#changes.clock.wallNow();
    return {
      no: grave?.no ?? this.#registry.nextBackendNo(),
      pool,
      id,
      settings,
      admin: 'active',
      health: 'unknown',
      healthReason: unseen(settings),
      healthSinceMs: nowMs,
      instance: '',
      incarnation,
      keptFrom: incarnation,
      brokenBecause: grave?.brokenBecause ?? 'backend-removed',
      drain: null,
      removed: false,
      version: (grave?.version ?? 0) + 1,
      createdAtMs: nowMs,
    };
  }
}

/** Nobody has seen it at its new address: neither how it is, nor which process answers there. */
function elsewhere(row: BackendRow, nowMs: WallMs): BackendRow {
  const healthSinceMs = row.health === 'unknown' ? row.healthSinceMs : nowMs;
  return { ...row, health: 'unknown', healthReason: unseen(row.settings), healthSinceMs, instance: '' };
}

function unseen({ probe }: BackendSettings): string {
  return probe.kind === 'none' ? 'not probed' : 'not seen yet';
}

export function viewBackend(registry: Registry, member: Member): BackendView {
  const { row } = member;
  const whyNot = whyNotEligible(member, registry.findPool(row.pool)?.ignoresHealth ?? false);
  return {
    ...row,
    sessionCount: member.kept,
    inFlight: member.inFlight,
    effectiveWeightPercent: isOpen(member) ? Math.round(member.ramp * member.agent.weightPercent) : 0,
    notEligibleBecause: whyNot,
  };
}
