import { isIP } from 'node:net';
import type { Reason as ReasonMessage } from '../../proto/generated/lb/v1/Reason.ts';
import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResponse } from '../../proto/generated/lb/v1/RouteResponse.ts';
import type { Session } from '../../proto/generated/lb/v1/Session.ts';
import { reasonCode } from '../core/codes.ts';
import { invalid } from '../core/errors.ts';
import type { Outcome, Reason } from '../core/model.ts';
import type { Assignment, RouteWish } from '../routing.ts';
import type { SessionView } from '../sessions.ts';
import { quoted } from './quoted.ts';
import { poolNameOf, presentedSessionIdOf } from './texts.ts';
import { durationMsOf, leaseBounds, timestamp } from './times.ts';

export function routeWish(request: RouteRequest__Output): RouteWish {
  return {
    pool: poolNameOf(request.pool),
    sessionId: presentedSessionIdOf(request.session_id),
    clientIp: request.client_ip === '' ? '' : clientIpOf(request.client_ip),
    idleTimeoutMs: request.idle_timeout === null ? 0 : durationMsOf(request.idle_timeout, 'idle_timeout', leaseBounds),
    validateOnly: request.validate_only,
  };
}

// Numbers, as the encoder wants them: this is made for every Route.
const outcomeNumbers = { kept: 1, assigned: 2, moved: 3 } as const satisfies Record<Outcome, number>;

export function routeResponse(assignment: Assignment): RouteResponse {
  const { reason } = assignment;
  return {
    session_id: assignment.sessionId,
    backend: { id: assignment.backendId, address: assignment.address, pool: assignment.pool },
    outcome: outcomeNumbers[assignment.outcome],
    reason: reason === null ? 0 : reasonNumber(reason),
    generation: assignment.generation,
    create_time: timestamp(assignment.createdAtMs),
    expire_time: timestamp(assignment.expiresAtMs),
  };
}

export function sessionMessage(view: SessionView): Session {
  return {
    session_id: view.sessionId ?? '',
    handle: view.handle,
    pool: view.pool,
    backend_id: view.backendId,
    generation: view.generation,
    create_time: timestamp(view.createdAtMs),
    last_active_time: timestamp(view.lastActiveMs),
    expire_time: timestamp(view.expiresAtMs),
    last_reason: reasonNumber(view.reason),
    kept: view.kept,
  };
}

/** The codes of the core are the numbers of the contract. */
function reasonNumber(reason: Reason): ReasonMessage {
  return reasonCode(reason) as ReasonMessage;
}

// A zone (`fe80::1%eth0`) names an interface of the client's machine: it says nothing here.
function clientIpOf(text: string): string {
  if (isIP(text) === 0 || text.includes('%')) throw invalid('client_ip', `must be an IP address, not ${quoted(text)}`);
  return text;
}
