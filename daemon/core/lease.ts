import type { DurationMs, InstantMs, PoolSettings } from './model.ts';
import type { SessionTable } from './session-table.ts';

/** When the session ends if it is not seen again: idle timeout or maximum life, whichever is sooner. */
export function expiresAtMs(table: SessionTable, slot: number, settings: PoolSettings): InstantMs {
  const { records } = table;
  const idleMs = table.idleTimeoutMs(slot, settings.idleTimeoutMs);
  return leaseEndMs(settings, records.createdAtMs(slot), records.lastActiveMs(slot), idleMs);
}

/** The same for a session that is not in the table, or not as it will be. */
export function leaseEndMs(
  { maxLifetimeMs }: PoolSettings,
  createdAtMs: InstantMs,
  lastActiveMs: InstantMs,
  idleMs: DurationMs,
): InstantMs {
  const idleEndMs = lastActiveMs + idleMs;
  return maxLifetimeMs === 0 ? idleEndMs : Math.min(idleEndMs, createdAtMs + maxLifetimeMs);
}

/**
 * How old the stored last-active time may get before it is written again. At load every deadline is extended by as
 * much, so a session is never expired early for what a crash took.
 */
export function touchQuantumMs(idleTimeoutMs: DurationMs): DurationMs {
  return Math.max(5_000, idleTimeoutMs / 16);
}
