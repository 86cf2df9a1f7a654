import { LbError } from '../../core/errors.ts';
import { handleOf } from '../../core/hash.ts';
import type { Clock, JournalLine, Store } from '../../core/ports.ts';
import type { JournalFeed } from '../../upkeep/journal-feed.ts';
import type { EventStream } from './event-stream.ts';

/** Told to who comes without a sequence, and after a gap. */
const linesOfTail = 100;
/** Who is further behind is told how many were left out, and gets the tail: nobody reads thousands of lines. */
const mostBehind = 2_000;
/** Between two batches: what comes meanwhile goes together. */
const restMs = 200;

export interface JournalParts {
  readonly journal: JournalFeed;
  readonly store: Pick<Store, 'events' | 'sequence'>;
  readonly clock: Clock;
}

/** A line of the journal as the page shows it. */
export function lineOf(line: JournalLine) {
  const { sequence, atMs, kind, pool, backendId, generation = 0, reason = '', who, detail = '' } = line;
  const session = line.session ?? (line.key === undefined ? '' : handleOf(line.key));
  return { sequence, atMs, kind, pool, backendId, session, generation, reason, who, detail };
}

/**
 * Sends the journal to one reader, from where it left off, until it is gone. Each event's id is the sequence up to
 * which it told everything; what is left out is told as a `gap`.
 *
 * @param after the sequence the reader has; null for one that has nothing
 */
export async function tellJournal(parts: JournalParts, stream: EventStream, after: number | null): Promise<void> {
  const { journal, clock } = parts;
  let told = after ?? (await tellTail(parts, stream));
  while (!stream.signal.aborted) {
    if (journal.sequence - told > mostBehind) {
      await stream.caughtUp();
      stream.send('gap', { from: told, why: 'more lines came than anybody reads' });
      told = await tellTail(parts, stream);
    }
    try {
      for await (const { lines, sequence } of journal.watch(told, {}, stream.signal)) {
        await stream.caughtUp();
        if (lines.length > 0) stream.send('journal', { lines: lines.map(lineOf) }, sequence);
        told = sequence;
        await rest(clock, stream.signal);
        if (journal.sequence - told > mostBehind) break;
      }
    } catch (error) {
      if (!(error instanceof LbError) || error.kind !== 'journal-truncated') throw error;
      await stream.caughtUp();
      stream.send('gap', { from: told, why: error.message });
      told = await tellTail(parts, stream);
    }
  }
}

/** The newest lines; answers their end. */
async function tellTail({ store }: JournalParts, stream: EventStream): Promise<number> {
  const newest = store.sequence();
  const { lines } = await store.events({ afterSequence: 0, limit: linesOfTail, tail: true });
  const sequence = Math.max(newest, lines.at(-1)?.sequence ?? 0);
  await stream.caughtUp();
  stream.send('journal', { lines: lines.map(lineOf), isTail: true }, sequence);
  return sequence;
}

function rest(clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      callOff();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const callOff = clock.after(restMs, done);
    if (signal.aborted) done();
    else signal.addEventListener('abort', done);
  });
}
