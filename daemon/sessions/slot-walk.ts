import { setImmediate as nextTurn } from 'node:timers/promises';
import { LbError } from '../core/errors.ts';
import type { Member } from '../core/member.ts';
import type { Registry } from '../core/registry.ts';
import type { SessionTable } from '../core/session-table.ts';

/** What one slice may take of the loop: far less than a client would notice, far more than a turn of the loop costs. */
const sliceMs = 1;
/** Slots between looks at the time: some 10 to 50 µs. */
const slotsPerLook = 1_024;

/**
 * Shows every live slot from `from` up to `end`, in order and in slices, so that ten million hold nobody up. Between
 * slices sessions come and go: one that lives through the whole walk is shown exactly once.
 *
 * @param visit  answers false to stop before this slot; it must not wait
 * @param wanted  by backend number, where only some backends' sessions are to be shown; those beyond it are shown
 * @returns the slot it stopped before; null when it came to the end
 * @throws LbError `cancelled`
 */
export async function walkSlots(
  table: SessionTable,
  from: number,
  end: number,
  visit: (slot: number) => boolean,
  { signal, wanted = null }: { readonly signal?: AbortSignal | undefined; readonly wanted?: Uint8Array | null } = {},
): Promise<number | null> {
  const { records } = table;
  let untilMs = performance.now() + sliceMs;
  for (let slot = from; slot < Math.min(end, records.highWater); ) {
    const lookEnd = Math.min(end, records.highWater, slot + slotsPerLook);
    for (;;) {
      slot = records.nextLive(slot, lookEnd, wanted);
      if (slot >= lookEnd) break;
      if (!visit(slot)) return slot;
      slot += 1;
    }
    if (performance.now() > untilMs) {
      await nextTurn();
      if (signal?.aborted) throw new LbError('cancelled', 'the caller has gone');
      untilMs = performance.now() + sliceMs;
    }
  }
  return null;
}

/** For `wanted`, by what is known of a backend: whoever is added meanwhile is beyond the last number, and shown. */
export function backendsWanted({ members }: Registry, isWanted: (member: Member) => boolean): Uint8Array {
  const all = [...members];
  const wanted = new Uint8Array(all.reduce((last, { row }) => Math.max(last, row.no), 0) + 1);
  for (const member of all) if (isWanted(member)) wanted[member.row.no] = 1;
  return wanted;
}
