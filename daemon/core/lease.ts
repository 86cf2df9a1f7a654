import type { DurationMs, InstantMs, PoolSettings } from './model.ts';
import type { SessionTable } from './session-table.ts';

/** When the session ends if it is not seen again: idle timeout or maximum life, whichever is sooner. */
export function expiresAtMs(table: SessionTable, slot: number, settings: PoolSettings): InstantMs {
  const { records } = table;
  const idleEnd = records.lastActiveMs(slot) + table.idleTimeoutMs(slot, settings.idleTimeoutMs);
  if (settings.maxLifetimeMs === 0) return idleEnd;
  return Math.min(idleEnd, records.createdAtMs(slot) + settings.maxLifetimeMs);
}

/**
 * How old the stored last-active time may get before it is written again. At load every deadline is extended by as
 * much, so a session is never expired early for what a crash took.
 */
export function touchQuantumMs(idleTimeoutMs: DurationMs): DurationMs {
  return Math.max(5_000, idleTimeoutMs / 16);
}
