import { reasonOf } from './core/codes.ts';
import { touchQuantumMs } from './core/lease.ts';
import { type BackendRow, defaultPool, defaultPoolSettings, type InstantMs, type SessionRow } from './core/model.ts';
import type { Dataset, LoadSink, Store } from './core/ports.ts';
import type { Registry } from './core/registry.ts';
import { slotLimit } from './core/session-records.ts';
import { isLaterSerial, type SessionTable } from './core/session-table.ts';
import { LeaseClock } from './lease-clock.ts';

export interface Loaded {
  readonly dataset: Dataset;
  readonly clock: LeaseClock;
  readonly sessions: number;
  /** Rows that lost to another of the same key, or name no backend: to be deleted, and told. */
  readonly losers: readonly { readonly slot: number; readonly serial: number }[];
  /** True when the store had no default pool yet. */
  readonly isNew: boolean;
}

/**
 * Fills the empty core from the store.
 *
 * Every deadline is extended by the quantum in which last-active times are written, for a crash may have taken that
 * much; the time lbd was down is not on the lease clock at all.
 */
export function loadCore(store: Store, registry: Registry, table: SessionTable): Loaded {
  const losers: { slot: number; serial: number }[] = [];
  const extensionsMs = new Map<number, number>();
  const put = (row: SessionRow): void => {
    table.load({ ...row, lastActiveMs: row.lastActiveMs + (extensionsMs.get(row.backendNo) ?? 0) }, row.lastActiveMs);
    registry.memberNo(row.backendNo)!.enter(row.incarnation);
  };
  const sink: LoadSink = {
    pool: (row) => registry.putPool(row),
    backend(row: BackendRow) {
      registry.putBackend(row);
      extensionsMs.set(row.no, touchQuantumMs(registry.pool(row.pool).settings.idleTimeoutMs));
    },
    expectSessions: (count) => table.expect(count),
    session(slot, serial, k0, k1, k2, k3, backendNo, incarnation, generation, createdAtMs, lastActiveMs, idleMs, reason) {
      const key = { k0, k1, k2, k3 };
      const rival = table.find(key);
      if (slot >= slotLimit || extensionsMs.get(backendNo) === undefined) {
        losers.push({ slot, serial });
        return;
      }
      if (rival >= 0) {
        const { records } = table;
        const wins =
          generation > records.generation(rival) ||
          (generation === records.generation(rival) && isLaterSerial(serial, records.serial(rival)));
        losers.push(wins ? { slot: rival, serial: records.serial(rival) } : { slot, serial });
        if (!wins) return;
        registry.memberNo(records.backendNo(rival))!.leave(records.incarnation(rival));
        table.remove(rival);
      }
      put({
        slot,
        serial,
        key,
        backendNo,
        incarnation,
        generation,
        createdAtMs,
        lastActiveMs,
        idleTimeoutMs: idleMs,
        reason: reasonOf(reason),
      });
    },
  };
  const dataset = store.load(sink);
  const clock = new LeaseClock(dataset.leaseMs);
  table.loaded();
  toLeaseTime(table, clock.now(), clock.wallOffsetMs);
  const isNew = registry.findPool(defaultPool) === undefined;
  if (isNew) registry.putPool({ name: defaultPool, settings: defaultPoolSettings, version: 1, createdAtMs: clock.wallNow() });
  return { dataset, clock, sessions: table.size, losers, isNew };
}

/** The clock is known only after the load: create times come from wall time, and nobody was seen later than now. */
function toLeaseTime(table: SessionTable, nowMs: InstantMs, wallOffsetMs: number): void {
  const { records } = table;
  for (let slot = 0; slot < records.highWater; slot += 1) {
    if (!table.isLive(slot)) continue;
    records.setCreatedAt(slot, Math.max(0, records.createdAtMs(slot) - wallOffsetMs));
    if (records.lastActiveMs(slot) > nowMs) records.setLastActive(slot, nowMs);
  }
}
