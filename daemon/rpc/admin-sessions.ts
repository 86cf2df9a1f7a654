import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { ExpireNowRequest__Output } from '../../proto/generated/lb/v1/ExpireNowRequest.ts';
import { invalid } from '../core/errors.ts';
import type { ExpireTarget, Sessions } from '../sessions.ts';
import { actorOf } from './actor.ts';
import { parseFilter } from './filter.ts';
import type { RpcLog } from './log.ts';
import { pageSizeOf } from './page-size.ts';
import type { PageTokens } from './page-token.ts';
import { sessionMessage } from './session-codec.ts';
import { backendIdOf, poolNameOf, poolNameOrAllOf, sessionIdOf } from './texts.ts';
import { unary } from './unary.ts';

type SessionHandlers = Pick<AdminServiceHandlers, 'ListSessions' | 'GetSession' | 'ExpireNow'>;

export function sessionHandlers(sessions: Sessions, pageTokens: PageTokens, log: RpcLog): SessionHandlers {
  return {
    ListSessions: unary('ListSessions', log, async (request) => {
      const pool = poolNameOrAllOf(request.pool);
      const backendId = parseFilter(request.filter);
      const pageSize = pageSizeOf(request.page_size);
      const fromSlot = pageTokens.read(request.page_token, [pool, backendId]);
      const page = await sessions.list({ pool, backendId, fromSlot, pageSize });
      return {
        sessions: page.sessions.map(sessionMessage),
        next_page_token: page.nextSlot === null ? '' : pageTokens.write(page.nextSlot, [pool, backendId]),
        sequence: page.sequence,
      };
    }),

    GetSession: unary('GetSession', log, async ({ pool, session_id }) =>
      sessionMessage(await sessions.get(poolNameOf(pool), sessionIdOf(session_id))),
    ),

    ExpireNow: unary('ExpireNow', log, async (request, call) => {
      const target = expireTarget(request);
      const by = actorOf(call, request.reason);
      const leaving = new AbortController();
      call.once('cancelled', () => leaving.abort());
      const options = { validateOnly: request.validate_only, signal: leaving.signal };
      return { count: await sessions.expireNow(target, options, by) };
    }),
  };
}

function expireTarget({ pool, session_id, backend_id, all }: ExpireNowRequest__Output): ExpireTarget {
  // The decoder keeps every member it finds; to end the wrong sessions would be worse than to ask again.
  if ([session_id, backend_id, all].filter((member) => member !== undefined).length !== 1) {
    throw invalid('target', 'must be exactly one of session_id, backend_id and all');
  }
  if (session_id !== undefined) {
    return { kind: 'session', pool: poolNameOf(pool), sessionId: sessionIdOf(session_id) };
  }
  if (backend_id !== undefined) {
    return { kind: 'backend', pool: poolNameOf(pool), backendId: backendIdOf(backend_id) };
  }
  if (all !== true) throw invalid('all', 'must be true when it is given');
  const named = poolNameOrAllOf(pool);
  return named === '' ? { kind: 'all' } : { kind: 'pool', pool: named };
}
