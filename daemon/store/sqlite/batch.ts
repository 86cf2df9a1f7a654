import { reasonCode } from '../../core/codes.ts';
import type { SessionKey } from '../../core/model.ts';
import type { Claim, JournalEvent } from '../../core/ports.ts';
import type { Change } from '../change-queue.ts';
import { journalCodes } from './journal-kinds.ts';
import type { Packer } from './packing.ts';

/** What comes next in a batch. `applyBatch` reads what `packBatch` writes, in the same order. */
export const op = {
  claim: 1,
  end: 2,
  touch: 3,
  control: 4,
  event: 5,
  silent: 6,
  claimKeepingId: 7,
  endTelling: 8,
  labels: 9,
  remember: 10,
} as const;

export interface BatchClock {
  readonly leaseMs: number;
  readonly wallMs: number;
}

/** Packs one commit's changes, and answers how many journal numbers they take. */
export function packBatch(into: Packer, changes: readonly Change[], { leaseMs, wallMs }: BatchClock): number {
  const sinceEpochMs = wallMs - leaseMs;
  let numbers = 0;
  into.double(Math.trunc(leaseMs));
  into.double(Math.trunc(wallMs));
  for (const change of changes) {
    switch (change.kind) {
      case 'claim':
        packClaim(into, change.claim, sinceEpochMs);
        numbers++;
        break;
      case 'end':
        for (const { slot, serial, key, remembered, event } of change.endings) {
          if (remembered) packEnded(into, key, event.atMs);
          into.int(event.session === undefined ? op.endTelling : op.end);
          into.int(slot);
          into.int(serial);
          packEvent(into, event);
        }
        numbers += change.endings.length;
        break;
      case 'touch':
        for (const { slot, serial, lastActiveMs, marks } of change.touches) {
          into.int(op.touch);
          into.int(slot);
          into.int(serial);
          into.double(Math.trunc(lastActiveMs));
          into.int(marks);
        }
        break;
      case 'control': {
        const { events, ...rows } = change.change;
        into.int(op.control);
        into.text(JSON.stringify(rows)); // rare, so plain
        for (const event of events) {
          into.int(op.event);
          packEvent(into, event);
        }
        if (events.length === 0) into.int(op.silent);
        numbers += Math.max(1, events.length);
      }
    }
  }
  return numbers;
}

function packEnded(into: Packer, key: SessionKey, atMs: number): void {
  into.int(op.remember);
  into.int(key.k0);
  into.int(key.k1);
  into.int(key.k2);
  into.int(key.k3);
  into.double(Math.trunc(atMs));
}

function packClaim(into: Packer, { row, sessionId, labels, event }: Claim, sinceEpochMs: number): void {
  into.int(sessionId === undefined ? op.claimKeepingId : op.claim);
  into.int(row.slot);
  into.int(row.serial);
  into.int(row.key.k0);
  into.int(row.key.k1);
  into.int(row.key.k2);
  into.int(row.key.k3);
  into.int(row.backendNo);
  into.int(row.incarnation);
  into.int(row.generation);
  into.double(Math.trunc(row.createdAtMs + sinceEpochMs));
  into.double(Math.trunc(row.lastActiveMs));
  into.double(Math.trunc(row.idleTimeoutMs));
  into.int(reasonCode(row.reason));
  into.int(row.marks);
  if (sessionId !== undefined) into.text(sessionId);
  packEvent(into, event, sessionId);
  if (labels === undefined) return;
  const entries = Object.entries(labels);
  into.int(op.labels);
  into.int(row.slot);
  into.int(entries.length);
  for (const [name, value] of entries) {
    into.text(name);
    into.text(value);
  }
}

/** @param sessionId whose it is, where the event does not say */
function packEvent(into: Packer, event: JournalEvent, sessionId?: string | null): void {
  into.double(Math.trunc(event.atMs));
  into.int(journalCodes[event.kind]);
  into.text(event.pool);
  into.text(event.backendId);
  into.int(event.key === undefined ? 0 : 1);
  if (event.key !== undefined) {
    into.int(event.key.k0);
    into.int(event.key.k1);
    into.int(event.key.k2);
    into.int(event.key.k3);
  }
  into.text(event.session ?? sessionId);
  into.int(event.generation ?? -1);
  into.text(event.reason);
  into.text(event.who);
  into.text(event.detail);
}
