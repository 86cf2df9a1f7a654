import type { JournalEvent, JournalLine } from '../../core/ports.ts';
import type { Change } from '../change-queue.ts';
import type { Committed } from './writer-messages.ts';

/**
 * The lines of one commit, without a look into the journal. Numbers are given as `packBatch` and `batchApplier` do.
 *
 * @param before the newest number before the commit
 * @param committed absent where every change came true and told its session
 */
export function committedLines(changes: readonly Change[], before: number, committed?: Committed): JournalLine[] {
  const lines: JournalLine[] = [];
  const undone = new Set(committed?.undone);
  const told = committed?.told[Symbol.iterator]();
  let sequence = before;

  /** @param session null where it has none to tell; undefined where the writer took it from the row */
  function line(event: JournalEvent, session: string | null | undefined): void {
    const taken = session === undefined ? told?.next().value : session;
    lines.push(
      event.session === undefined && typeof taken === 'string'
        ? { ...event, session: taken, sequence }
        : { ...event, sequence },
    );
  }

  for (const change of changes) {
    switch (change.kind) {
      case 'claim':
        sequence++;
        line(change.claim.event, change.claim.sessionId);
        break;
      case 'end':
        for (const { event } of change.endings) {
          sequence++;
          if (!undone.has(sequence)) line(event, event.session);
        }
        break;
      case 'control':
        for (const event of change.change.events) {
          sequence++;
          line(event, null);
        }
        if (change.change.events.length === 0) sequence++;
    }
  }
  return lines;
}
