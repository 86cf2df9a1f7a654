import type { ExpireNowRequest__Output } from '../../proto/generated/lb/v1/ExpireNowRequest.ts';
import { invalid } from '../core/errors.ts';
import { parseSessionFilter } from '../session-filter/parse.ts';
import type { ExpireTarget } from '../sessions/sessions.ts';
import { backendIdOf, poolNameOf, poolNameOrAllOf, sessionIdOf } from './texts.ts';

/** @throws LbError `invalid-argument`, `invalid-session-id` */
export function expireTarget(request: ExpireNowRequest__Output): ExpireTarget {
  const { pool, session_id, backend_id, all, filter } = request;
  // The decoder keeps every member it finds; to end the wrong sessions would be worse than to ask again.
  if ([session_id, backend_id, all, filter].filter((member) => member !== undefined).length !== 1) {
    throw invalid('target', 'must be exactly one of session_id, backend_id, filter and all');
  }
  if (session_id !== undefined) {
    return { kind: 'session', pool: poolNameOf(pool), sessionId: sessionIdOf(session_id) };
  }
  if (backend_id !== undefined) {
    return { kind: 'backend', pool: poolNameOf(pool), backendId: backendIdOf(backend_id) };
  }
  const named = poolNameOrAllOf(pool);
  if (filter !== undefined) {
    const parsed = parseSessionFilter(filter);
    // Whoever forgot to fill it in does not mean everybody.
    if (parsed === null) throw invalid('filter', 'must not be empty: all says that every session is meant');
    return { kind: 'filter', pool: named, filter: parsed };
  }
  if (all !== true) throw invalid('all', 'must be true when it is given');
  return named === '' ? { kind: 'all' } : { kind: 'pool', pool: named };
}
