import type { handleUnaryCall } from '@grpc/grpc-js';
import type { AdminServiceHandlers } from '../../proto/generated/lb/v1/AdminService.ts';
import type { ListSessionsRequest__Output } from '../../proto/generated/lb/v1/ListSessionsRequest.ts';
import { invalid } from '../core/errors.ts';
import { parseSessionFilter } from '../session-filter/parse.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { actorOf } from './actor.ts';
import { expireTarget } from './expire-codec.ts';
import type { RpcLog } from './log.ts';
import { pageSizeOf } from './page-size.ts';
import type { PageTokens } from './page-token.ts';
import { sessionMessage } from './session-codec.ts';
import { sessionOrder } from './session-order.ts';
import { encodePage } from './session-page.ts';
import { signalOf } from './signal.ts';
import { poolNameOf, poolNameOrAllOf, sessionIdOf } from './texts.ts';
import { unary } from './unary.ts';

type SessionHandlers = Pick<AdminServiceHandlers, 'GetSession' | 'ExpireNow'> & {
  readonly ListSessions: handleUnaryCall<ListSessionsRequest__Output, Buffer>;
};

export function sessionHandlers(sessions: Sessions, pageTokens: PageTokens, log: RpcLog): SessionHandlers {
  return {
    ListSessions: unary('ListSessions', log, async (request, call) => {
      const pool = poolNameOrAllOf(request.pool);
      const filter = parseSessionFilter(request.filter);
      const order = sessionOrder(request.order_by);
      const pageSize = pageSizeOf(request.page_size);
      const list = [pool, request.filter, request.order_by];
      if (order !== null && request.page_token !== '') {
        throw invalid('page_token', 'must be empty: a list in any but slot order has one page');
      }
      const fromSlot = pageTokens.read(request.page_token, list);
      const page = await sessions.list({ pool, filter, order, fromSlot, pageSize }, signalOf(call));
      return encodePage(page, page.nextSlot === null ? '' : pageTokens.write(page.nextSlot, list));
    }),

    GetSession: unary('GetSession', log, async ({ pool, session_id }) =>
      sessionMessage(await sessions.get(poolNameOf(pool), sessionIdOf(session_id))),
    ),

    ExpireNow: unary('ExpireNow', log, async (request, call) => {
      const target = expireTarget(request);
      const by = actorOf(call, request.reason);
      const options = { validateOnly: request.validate_only, signal: signalOf(call) };
      return { count: await sessions.expireNow(target, options, by) };
    }),
  };
}
