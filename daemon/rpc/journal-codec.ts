import type { ListEventsRequest__Output } from '../../proto/generated/lb/v1/ListEventsRequest.ts';
import { journalKinds } from '../core/codes.ts';
import { invalid } from '../core/errors.ts';
import type { JournalKind, JournalQuery } from '../core/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { JournalFilter } from '../upkeep/journal-feed.ts';
import { pageSizeOf } from './page-size.ts';
import { quoted } from './quoted.ts';
import { backendIdOf, poolNameOf, poolNameOrAllOf, sessionIdOf } from './texts.ts';
import { wallMsOf } from './times.ts';

interface Wanted {
  readonly pool: string;
  readonly session_id: string;
  readonly backend_id: string;
  readonly kinds: readonly string[];
}

/** Which events are wanted. @throws LbError `invalid-argument`, `invalid-session-id` */
export function journalFilter({ pool, session_id, backend_id, kinds }: Wanted, sessions: Sessions): JournalFilter {
  const named = poolNameOrAllOf(pool);
  return {
    ...(named !== '' && { pool: named }),
    // A session is one of a pool: where none is named, of the default one.
    ...(session_id !== '' && { key: sessions.keyOf(poolNameOf(pool), sessionIdOf(session_id)) }),
    ...(backend_id !== '' && { backendId: backendIdOf(backend_id) }),
    ...(kinds.length > 0 && { kinds: kindsOf(kinds) }),
  };
}

/** @throws LbError `invalid-argument`, `invalid-session-id` */
export function journalQuery(request: ListEventsRequest__Output, sessions: Sessions): JournalQuery {
  const { since, until } = request;
  return {
    ...journalFilter(request, sessions),
    afterSequence: request.after_sequence,
    limit: pageSizeOf(request.page_size),
    tail: request.tail,
    ...(since !== null && { sinceMs: wallMsOf(since, 'since') }),
    ...(until !== null && { untilMs: wallMsOf(until, 'until') }),
  };
}

function kindsOf(texts: readonly string[]): JournalKind[] {
  const kinds = texts.map((text, i) => {
    const kind = journalKinds.find((known) => known === text);
    if (kind === undefined)
      throw invalid(`kinds[${i}]`, `must be one of ${journalKinds.join(', ')}, not ${quoted(text)}`);
    return kind;
  });
  return [...new Set(kinds)];
}
