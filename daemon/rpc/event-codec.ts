import type { Event } from '../../proto/generated/lb/v1/Event.ts';
import { handleOf } from '../core/hash.ts';
import type { JournalLine } from '../core/ports.ts';
import { timestamp } from './times.ts';

/** A line of the journal. */
export function eventMessage(line: JournalLine): Event {
  return {
    sequence: line.sequence,
    time: timestamp(line.atMs),
    kind: line.kind,
    pool: line.pool,
    backend_id: line.backendId,
    session_id: line.session ?? (line.key === undefined ? '' : handleOf(line.key)),
    generation: line.generation ?? 0,
    reason: line.reason ?? '',
    who: line.who,
    detail: line.detail ?? '',
  };
}
