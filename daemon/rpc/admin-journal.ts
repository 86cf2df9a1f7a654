import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { Store } from '../core/ports.ts';
import type { Violations } from '../routing/violations.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { JournalFeed } from '../upkeep/journal-feed.ts';
import { eventMessage } from './event-codec.ts';
import { journalFilter, journalQuery } from './journal-codec.ts';
import { journalWatch } from './journal-watch.ts';
import type { RpcLog } from './log.ts';
import { pageSizeOf } from './page-size.ts';
import type { ServerStreams } from './server-streams.ts';
import { poolNameOrAllOf } from './texts.ts';
import { timestamp } from './times.ts';
import { unary } from './unary.ts';

type JournalHandlers = Pick<AdminServiceHandlers, 'ListEvents' | 'Watch' | 'ListViolations'>;

export interface JournalParts {
  readonly store: Pick<Store, 'events' | 'sequence'>;
  readonly journal: JournalFeed;
  readonly violations: Violations;
  readonly sessions: Sessions;
}

/** What happened, and what should not have. */
export function journalHandlers(parts: JournalParts, streams: ServerStreams, log: RpcLog): JournalHandlers {
  const { store, journal, violations, sessions } = parts;
  return {
    ListEvents: unary('ListEvents', log, async (request) => {
      const sequence = store.sequence();
      const { lines, more, oldestSequence } = await store.events(journalQuery(request, sessions));
      return {
        events: lines.map(eventMessage),
        more,
        oldest_sequence: oldestSequence,
        sequence: Math.max(sequence, lines.at(-1)?.sequence ?? 0),
      };
    }),

    Watch: streams.streaming('Watch', (request, send, signal) =>
      journalWatch(journal, request.after_sequence, journalFilter(request, sessions), send, signal),
    ),

    ListViolations: unary('ListViolations', log, ({ pool, page_size }) => ({
      violations: violations.list(poolNameOrAllOf(pool), pageSizeOf(page_size)).map((violation) => ({
        time: timestamp(violation.atMs),
        cause: violation.cause,
        pool: violation.pool,
        session_id: violation.session,
        backend_id: violation.backendId,
        other_backend_id: violation.otherBackendId,
      })),
      counts: { ...violations.counts },
    })),
  };
}
