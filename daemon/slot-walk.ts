import { setImmediate as nextTurn } from 'node:timers/promises';
import { LbError } from './core/errors.ts';
import { flag } from './core/session-records.ts';
import type { SessionTable } from './core/session-table.ts';

/** What one slice may take of the loop: far less than a client would notice, far more than a turn of the loop costs. */
const sliceMs = 1;
/** Slots between looks at the time: some 10 to 50 µs. */
const slotsPerLook = 512;

/**
 * Shows every live slot from `from` up to `end`, in order and in slices, so that ten million hold nobody up. Between
 * slices sessions come and go: one that lives through the whole walk is shown exactly once.
 *
 * @param visit  answers false to stop before this slot; it must not wait
 * @returns the slot it stopped before; null when it came to the end
 * @throws LbError `cancelled`
 */
export async function walkSlots(
  table: SessionTable,
  from: number,
  end: number,
  visit: (slot: number) => boolean,
  signal?: AbortSignal,
): Promise<number | null> {
  const { records } = table;
  let untilMs = performance.now() + sliceMs;
  for (let slot = from; slot < Math.min(end, records.highWater); slot += 1) {
    if (slot % slotsPerLook === 0 && performance.now() > untilMs) {
      await nextTurn();
      if (signal?.aborted) throw new LbError('cancelled', 'the caller has gone');
      untilMs = performance.now() + sliceMs;
    }
    if (records.has(slot, flag.live) && !visit(slot)) return slot;
  }
  return null;
}
