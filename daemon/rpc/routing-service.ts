import type { RoutingServiceHandlers } from '../../proto/generated/lb/v1/RoutingService.ts';
import type { Routing } from '../routing.ts';
import { principalOf } from './actor.ts';
import type { RpcLog } from './log.ts';
import { routeResponse, routeWish } from './route-codec.ts';
import { poolNameOf, sessionIdOf } from './texts.ts';
import { unary } from './unary.ts';

type Handlers = Pick<RoutingServiceHandlers, 'Route' | 'EndSession'>;

export function routingHandlers(routing: Routing, log: RpcLog): Handlers {
  return {
    Route: unary('Route', log, (request) => {
      const answer = routing.route(routeWish(request, true));
      // A kept session is answered at once; only the others pay for a promise.
      return answer instanceof Promise ? answer.then(routeResponse) : routeResponse(answer);
    }),
    EndSession: unary('EndSession', log, async ({ pool, session_id }, call) => ({
      ended: await routing.endSession(poolNameOf(pool), sessionIdOf(session_id), principalOf(call)),
    })),
  };
}
