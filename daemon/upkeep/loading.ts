import { reasonOf } from '../core/codes.ts';
import type { CookieFences } from '../core/cookie-fences.ts';
import { touchQuantumMs } from '../core/lease.ts';
import type { BackendRow, InstantMs, SessionRow } from '../core/model.ts';
import type { Clock, Dataset, LoadSink, Store } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';
import { slotLimit } from '../core/session-records.ts';
import { isLaterSerial, type SessionTable } from '../core/session-table.ts';

export type Loser = Pick<SessionRow, 'slot' | 'serial' | 'key' | 'backendNo'>;

export interface Loaded<C extends Clock> {
  readonly dataset: Dataset;
  readonly clock: C;
  readonly sessions: number;
  /** Rows that lost to another of the same key, or name no backend: to be deleted, and told. */
  readonly losers: readonly Loser[];
}

/**
 * Fills the empty core from the store.
 *
 * Every deadline is extended by the quantum in which last-active times are written, for a crash may have taken that
 * much; the time lbd was down is not on the lease clock at all.
 *
 * @param clockFrom makes the lease clock go on from where the store says it stood
 */
export function loadCore<C extends Clock>(
  store: Store,
  registry: Registry,
  table: SessionTable,
  fences: CookieFences,
  clockFrom: (leaseMs: InstantMs) => C,
): Loaded<C> {
  const losers: Loser[] = [];
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
    cookieFence: (fence) => fences.put(fence),
    ended: (key, atMs) => fences.ended(key, atMs),
    expectSessions: (count) => table.expect(count),
    session(
      slot,
      serial,
      k0,
      k1,
      k2,
      k3,
      backendNo,
      incarnation,
      generation,
      createdAtMs,
      lastActiveMs,
      idleMs,
      reason,
      marks,
    ) {
      const key = { k0, k1, k2, k3 };
      const rival = table.find(key);
      if (slot >= slotLimit || extensionsMs.get(backendNo) === undefined) {
        losers.push({ slot, serial, key, backendNo });
        return;
      }
      if (rival >= 0) {
        const { records } = table;
        const wins =
          generation > records.generation(rival) ||
          (generation === records.generation(rival) && isLaterSerial(serial, records.serial(rival)));
        const rivalLoses = { slot: rival, serial: records.serial(rival), key, backendNo: records.backendNo(rival) };
        losers.push(wins ? rivalLoses : { slot, serial, key, backendNo });
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
        marks,
      });
    },
  };
  const dataset = store.load(sink);
  const clock = clockFrom(dataset.leaseMs);
  table.loaded();
  toLeaseTime(table, clock.now(), clock.wallOffsetMs);
  return { dataset, clock, sessions: table.size, losers };
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
