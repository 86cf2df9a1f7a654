import type { Event__Output as Event } from '../proto/generated/lb/v1/Event.ts';
import type { ListEventsRequest } from '../proto/generated/lb/v1/ListEventsRequest.ts';
import type { Lbd } from './client.ts';
import { CommandError } from './errors.ts';
import { type Patience, resumed, streamEnded } from './patience.ts';

/** What lbd puts on a page at most. */
export const pageLimit = 1_000;

/** Which events, and up to how many. */
export interface JournalQuery {
  readonly which: Omit<ListEventsRequest, 'page_size' | 'tail' | 'after_sequence'>;
  /** Events after this sequence. */
  readonly after: number;
  /** How many at most; infinite for all. */
  readonly limit: number;
  /** The newest so many, at most 1,000, instead of the oldest; 0 for all. */
  readonly tail: number;
}

/** Where a reading stands: what comes next, and what is left to be read. */
interface Place {
  after: number;
  left: number;
}

interface Page {
  readonly events: readonly Event[];
  /** Whether there are more of them behind it. */
  readonly more: boolean;
  readonly oldestSequence: number;
  /** The journal's newest when the page was read. */
  readonly sequence: number;
}

/** The journal as it is, page by page, oldest first. `place` goes along. */
export async function* pages(lbd: Lbd, query: JournalQuery, place: Place): AsyncGenerator<Page> {
  let { tail } = query;
  for (;;) {
    const page = await lbd.listEvents({
      ...query.which,
      after_sequence: place.after,
      page_size: Math.min(pageLimit, place.left, tail || pageLimit),
      tail: tail > 0,
    });
    const last = page.events.at(-1)?.sequence ?? 0;
    const isLast = tail > 0 || !page.more;
    place.after = isLast ? Math.max(last, page.sequence) : last;
    place.left -= page.events.length;
    tail = 0;
    yield { events: page.events, more: page.more, oldestSequence: page.oldest_sequence, sequence: page.sequence };
    if (isLast || place.left <= 0) return;
  }
}

/** What to say when the journal begins later than where somebody wants to go on; empty when it does not. */
export function gapText(after: number, oldest: number): string {
  if (after === 0 || oldest <= after + 1) return '';
  return `the journal no longer reaches back to ${after + 1}: it begins at ${oldest}, what was between is gone`;
}

/**
 * The journal as it is, and then as it grows, without gap or repetition through restarts of lbd; where the journal does
 * not reach back as far as it would have to, `notice` says so and what it has is read.
 */
export async function* follow(
  lbd: Lbd,
  query: JournalQuery,
  place: Place,
  patience: Patience,
  notice: (text: string) => void,
): AsyncGenerator<readonly Event[]> {
  const { pool = '', session_id = '', backend_id = '', kinds = [] } = query.which;
  let first = true;
  for await (const { events, oldestSequence } of pages(lbd, query, place)) {
    const gap = gapText(query.after, oldestSequence);
    if (gap !== '' && first) notice(gap);
    first = false;
    yield events;
  }
  async function* attempt(): AsyncGenerator<readonly Event[]> {
    const { sequence } = await lbd.getStatus({});
    if (sequence < place.after) {
      notice(`this journal ends at ${sequence}, before ${place.after}: it is another one, read from its beginning`);
      place.after = 0;
      for await (const { events } of pages(lbd, { ...query, tail: 0 }, place)) yield events;
      if (place.left <= 0) return;
    }
    const request = { after_sequence: place.after, pool, session_id, backend_id, kinds };
    for await (const answer of lbd.watch(request, patience.over)) {
      const events = answer.events.slice(0, place.left);
      place.after = Math.max(place.after, answer.sequence);
      place.left -= events.length;
      if (events.length > 0) yield events;
      if (place.left <= 0) return;
    }
    if (!patience.over.aborted) throw streamEnded();
  }
  while (!patience.over.aborted && place.left > 0) {
    try {
      yield* resumed(attempt, patience, notice);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      const { reason, metadata } = error.problem;
      if (reason === 'SLOW_WATCHER') continue;
      if (reason !== 'JOURNAL_TRUNCATED') throw error;
      const oldest = Number(metadata.oldest_sequence);
      notice(gapText(place.after, oldest));
      place.after = oldest - 1;
    }
  }
}
