import type { Event__Output as Event } from '../../proto/generated/lb/v1/Event.ts';
import type { Lbd } from '../client.ts';
import { timestampOf } from '../output/time.ts';
import { staysOf } from './stays.ts';
import type { Told } from './story.ts';

/** What happens to backends; what happens to other sessions there is not asked for. */
const backendKinds = [
  'backend-created',
  'backend-updated',
  'backend-deleted',
  'cordoned',
  'uncordoned',
  'draining',
  'drained',
  'undrained',
  'drain-changed',
  'health-changed',
  'broken',
];
/** Of a backend that flaps all day the newest are enough. */
const mostOfBackend = 200;
/** Of a session that moved very often, its last homes. */
const mostStays = 20;

/** A session with its history, and what happened to its homes while it lived there. */
export async function lookUp(lbd: Lbd, pool: string, sessionId: string): Promise<Told> {
  const session = await lbd.getSession({ pool, session_id: sessionId });
  const found = new Map<number, Event>();
  for (const stay of staysOf(session.history).slice(-mostStays)) {
    const { events } = await lbd.listEvents({
      pool: stay.pool,
      backend_id: stay.backend,
      kinds: backendKinds,
      since: timestampOf(stay.fromMs),
      until: Number.isFinite(stay.untilMs) ? timestampOf(stay.untilMs + 1) : null,
      page_size: mostOfBackend,
      tail: true,
    });
    for (const event of events) found.set(event.sequence, event);
  }
  return { session, backendEvents: [...found.values()].sort((a, b) => a.sequence - b.sequence) };
}
