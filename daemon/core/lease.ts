import { type DurationMs, type InstantMs, mark, type PoolSettings } from './model.ts';
import type { SessionTable } from './session-table.ts';

type Timeouts = Pick<PoolSettings, 'idleTimeoutMs' | 'maxLifetimeMs' | 'unconfirmedTimeoutMs'>;

/** When the session ends if it is not seen again: idle timeout or maximum life, whichever is sooner. */
export function expiresAtMs(table: SessionTable, slot: number, settings: Timeouts): InstantMs {
  const { records } = table;
  const idleEnd = records.lastActiveMs(slot) + idleTimeoutOf(table, slot, settings);
  if (settings.maxLifetimeMs === 0) return idleEnd;
  return Math.min(idleEnd, records.createdAtMs(slot) + settings.maxLifetimeMs);
}

/** The pool's, the session's own, or that of sessions seen only once: the shortest that applies. */
export function idleTimeoutOf(table: SessionTable, slot: number, settings: Timeouts): DurationMs {
  const { idleTimeoutMs, unconfirmedTimeoutMs } = settings;
  const seenOnce = unconfirmedTimeoutMs > 0 && (table.records.marks(slot) & mark.confirmed) === 0;
  return table.idleTimeoutMs(slot, seenOnce ? Math.min(unconfirmedTimeoutMs, idleTimeoutMs) : idleTimeoutMs);
}

/**
 * How old the stored last-active time may get before it is written again. At load every deadline is extended by as
 * much, so a session is never expired early for what a crash took.
 */
export function touchQuantumMs(idleTimeoutMs: DurationMs): DurationMs {
  return Math.max(5_000, idleTimeoutMs / 16);
}
