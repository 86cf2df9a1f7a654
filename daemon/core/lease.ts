import { type DurationMs, type InstantMs, mark, type PoolSettings } from './model.ts';
import type { SessionTable } from './session-table.ts';

type Timeouts = Pick<PoolSettings, 'idleTimeoutMs' | 'maxLifetimeMs' | 'unconfirmedTimeoutMs'>;

/** When the session ends if it is not seen again: idle timeout or maximum life, whichever is sooner. */
export function expiresAtMs(table: SessionTable, slot: number, settings: Timeouts): InstantMs {
  const { records } = table;
  const idleMs = idleTimeoutOf(table, slot, settings);
  return leaseEndMs(settings, records.createdAtMs(slot), records.lastActiveMs(slot), idleMs);
}

/** The same for a session that is not in the table, or not as it will be. */
export function leaseEndMs(
  { maxLifetimeMs }: Pick<PoolSettings, 'maxLifetimeMs'>,
  createdAtMs: InstantMs,
  lastActiveMs: InstantMs,
  idleMs: DurationMs,
): InstantMs {
  const idleEndMs = lastActiveMs + idleMs;
  return maxLifetimeMs === 0 ? idleEndMs : Math.min(idleEndMs, createdAtMs + maxLifetimeMs);
}

/** The pool's, the session's own, or that of sessions seen only once: the shortest that applies. */
export function idleTimeoutOf(table: SessionTable, slot: number, settings: Timeouts): DurationMs {
  const { idleTimeoutMs, unconfirmedTimeoutMs } = settings;
  const seenOnce = unconfirmedTimeoutMs > 0 && (table.records.marks(slot) & mark.confirmed) === 0;
  return table.idleTimeoutMs(slot, seenOnce ? Math.min(unconfirmedTimeoutMs, idleTimeoutMs) : idleTimeoutMs);
}

/** The same for a session that is still to be assigned, with the lease it wants for itself or 0. */
export function firstIdleTimeoutMs({ idleTimeoutMs, unconfirmedTimeoutMs }: Timeouts, ownMs: DurationMs): DurationMs {
  const poolMs = unconfirmedTimeoutMs > 0 ? Math.min(unconfirmedTimeoutMs, idleTimeoutMs) : idleTimeoutMs;
  return ownMs > 0 ? Math.min(ownMs, poolMs) : poolMs;
}

/**
 * How old the stored last-active time may get before it is written again. At load every deadline is extended by as
 * much, so a session is never expired early for what a crash took.
 */
export function touchQuantumMs(idleTimeoutMs: DurationMs): DurationMs {
  return Math.max(5_000, idleTimeoutMs / 16);
}
