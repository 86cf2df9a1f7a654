import { EventEmitter } from 'node:events';
import { type ServerUnaryCall, status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { sessionHandlers } from '../../daemon/rpc/admin-sessions.ts';
import { routeAnswers } from '../../daemon/rpc/http-route.ts';
import { pageTokens } from '../../daemon/rpc/page-token.ts';
import { routingHandlers } from '../../daemon/rpc/routing-service.ts';
import { unary } from '../../daemon/rpc/unary.ts';
import { adminService, routingService } from '../../proto/contract.ts';
import type { ExpireNowRequest__Output } from '../../proto/generated/lb/v1/ExpireNowRequest.ts';
import type { ExpireNowResponse } from '../../proto/generated/lb/v1/ExpireNowResponse.ts';
import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResponse } from '../../proto/generated/lb/v1/RouteResponse.ts';
import { aBackend, aWish, operator } from '../support/an-engine.ts';
import { anEngine } from './a-server.ts';

const silent = () => {};

/** A call as the library would hand it over. */
function aCall<Request, Response>(request: Request, more: { cancelled?: boolean; deadline?: Date | number } = {}) {
  const { cancelled = false, deadline = Number.POSITIVE_INFINITY } = more;
  const call = Object.assign(new EventEmitter(), {
    request,
    cancelled,
    getDeadline: () => deadline,
    getPeer: () => 'unknown',
  });
  return call as unknown as ServerUnaryCall<Request, Response>;
}

describe('a call does no work', () => {
  test.each([
    ['when its caller has gone', { cancelled: true }, status.CANCELLED],
    ['when its deadline has passed', { deadline: 1 }, status.DEADLINE_EXCEEDED],
    ['when its deadline, as a date, has passed', { deadline: new Date(1) }, status.DEADLINE_EXCEEDED],
  ])('%s', (_when, more, code) => {
    let worked = false;
    const handler = unary('Route', silent, () => {
      worked = true;
    });
    let answered: unknown;
    handler(aCall({}, more), (error) => {
      answered = error?.code;
    });
    expect({ worked, answered }).toEqual({ worked: false, answered: code });
  });
});

test('a Route on a kept session is answered before the handler returns', async () => {
  const engine = await anEngine();
  await engine.backends.create('default', 'api-1', aBackend, operator);
  const { Route } = routingHandlers(engine, routeAnswers(engine.routing, engine.httpAffinity), silent);
  const { requestDeserialize, requestSerialize } = routingService.Route;
  const call = () =>
    aCall<RouteRequest__Output, RouteResponse>(requestDeserialize(requestSerialize({ session_id: 'ada' })));
  await new Promise((resolve) => Route(call(), resolve));

  let outcome: unknown;
  Route(call(), (_error, response) => {
    outcome = response?.outcome;
  });
  expect(outcome).toBe(1);
});

test('ExpireNow stops when its caller goes', async () => {
  const { routing, backends, sessions, table } = await anEngine();
  await backends.create('default', 'api-1', aBackend, operator);
  const ids = Array.from({ length: 10 }, (_, i) => `s${i}`);
  for (const sessionId of ids) {
    await routing.route({ ...aWish, sessionId });
  }
  const { ExpireNow } = sessionHandlers(sessions, pageTokens(new Uint8Array(32)), silent);
  const { requestDeserialize, requestSerialize } = adminService.ExpireNow;
  const request = requestDeserialize(requestSerialize({ all: true }));
  const call = aCall<ExpireNowRequest__Output, ExpireNowResponse>(request);

  const code = await new Promise((resolve) => {
    ExpireNow(call, (error) => resolve(error?.code));
    call.emit('cancelled');
  });
  expect(code).toBe(status.CANCELLED);
  expect(table.size).toBe(10);
});
