import { routingService } from '../../proto/contract.ts';
import type { RoutingServiceHandlers } from '../../proto/generated/lb/v1/RoutingService.ts';
import type { Outcomes } from '../routing/outcomes.ts';
import type { Routing } from '../routing/routing.ts';
import { principalOf } from './actor.ts';
import type { AnswerRoute } from './http-route.ts';
import type { RpcLog } from './log.ts';
import { outcomeReports } from './outcome-codec.ts';
import { routeResponse } from './route-codec.ts';
import { routeStreamMethod } from './route-message.ts';
import { poolNameOf, sessionIdOf } from './texts.ts';
import { unary } from './unary.ts';

export const routingMethods = { ...routingService, RouteStream: routeStreamMethod };

type Handlers = Pick<RoutingServiceHandlers, 'Route' | 'ReportOutcome' | 'EndSession'>;

interface RoutingParts {
  readonly routing: Routing;
  readonly outcomes: Outcomes;
}

/** The unary methods; route-stream has the other one. */
export function routingHandlers({ routing, outcomes }: RoutingParts, answerRoute: AnswerRoute, log: RpcLog): Handlers {
  return {
    Route: unary('Route', log, (request) => {
      const answer = answerRoute(request, true);
      // A kept session is answered at once; only the others pay for a promise.
      return answer instanceof Promise ? answer.then(routeResponse) : routeResponse(answer);
    }),
    ReportOutcome: unary('ReportOutcome', log, async (request, call) => {
      for (const report of outcomeReports(request, principalOf(call))) {
        if (call.cancelled) break;
        await outcomes.report(report);
      }
      return {};
    }),
    EndSession: unary('EndSession', log, async ({ pool, session_id }, call) => ({
      ended: await routing.endSession(poolNameOf(pool), sessionIdOf(session_id), principalOf(call)),
    })),
  };
}
