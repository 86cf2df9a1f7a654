import type { WatchResponse } from '../../proto/generated/lb/v1/WatchResponse.ts';
import { LbError } from '../core/errors.ts';
import type { JournalFeed, JournalFilter } from '../upkeep/journal-feed.ts';
import { eventMessage } from './event-codec.ts';
import type { Send } from './server-streams.ts';

/** Lines that come while a watcher takes none of what it was sent: ten full batches. */
const mostWaitingLines = 10_000;
/** Lines the filter leaves out before the watcher is told how far it is. */
const silentLines = 1_000;

/**
 * Sends the journal as it grows. One batch is on its way at a time, and the next is read when the client has taken it:
 * whoever reads slowly falls behind and costs nothing; whoever does not read at all is let go.
 *
 * @throws LbError `slow-watcher`, `journal-truncated`
 */
export async function journalWatch(
  journal: JournalFeed,
  afterSequence: number,
  filter: JournalFilter,
  send: Send<WatchResponse>,
  signal: AbortSignal,
): Promise<void> {
  let told = afterSequence;
  if (told === 0) {
    told = journal.sequence;
    await sendOrLetGo({ events: [], sequence: told });
  }
  for await (const { lines, sequence } of journal.watch(told, filter, signal)) {
    if (lines.length === 0 && sequence - told < silentLines) continue;
    await sendOrLetGo({ events: lines.map(eventMessage), sequence });
    told = sequence;
  }

  async function sendOrLetGo(message: WatchResponse): Promise<void> {
    const taken = new AbortController();
    const sent = send(message).then(() => taken.abort());
    await Promise.race([sent, journal.past(journal.sequence + mostWaitingLines, taken.signal)]);
    if (taken.signal.aborted || signal.aborted) return;
    taken.abort();
    throw new LbError(
      'slow-watcher',
      `more than ${mostWaitingLines.toLocaleString('en')} events came while nothing was read; watch again after ${told}`,
      { metadata: { after_sequence: String(told) } },
    );
  }
}
