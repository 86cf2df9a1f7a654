import { type ClientDuplexStream, type ServiceError, status } from '@grpc/grpc-js';
import type { RoutingClient } from '../../proto/contract.ts';
import { readErrorDetails } from '../../proto/error-details.ts';
import type { RouteStreamRequest } from '../../proto/generated/lb/v1/RouteStreamRequest.ts';
import type { RouteStreamResponse__Output } from '../../proto/generated/lb/v1/RouteStreamResponse.ts';
import { aBackend, operator } from '../support/an-engine.ts';
import { aServer } from './a-server.ts';

/** A server with two backends. */
export async function aServerWithBackends(options: Parameters<typeof aServer>[0] = {}) {
  const server = await aServer(options);
  for (const id of ['api-1', 'api-2']) {
    await server.engine.backends.create('default', id, { ...aBackend, address: `${id}:80` }, operator);
  }
  return server;
}

/** A RouteStream whose answers are awaited one by one. */
export function aRouteStream(client: InstanceType<typeof RoutingClient>) {
  const call: ClientDuplexStream<RouteStreamRequest, RouteStreamResponse__Output> = client.routeStream();
  // Whoever awaits the rest gets it; nobody has to.
  call.on('error', () => {});
  const answers = call[Symbol.asyncIterator]();
  return {
    call,
    send: (sequence: number, ...routes: NonNullable<RouteStreamRequest['routes']>) => call.write({ sequence, routes }),
    async answer(): Promise<RouteStreamResponse__Output> {
      const { done, value } = await answers.next();
      if (done) throw new Error('the stream has ended');
      return value;
    },
    /** How the stream ends: what is still answered, and its status. */
    async rest() {
      const read: RouteStreamResponse__Output[] = [];
      try {
        for (let next = await answers.next(); !next.done; next = await answers.next()) read.push(next.value);
        return { read, code: status.OK, message: '', info: undefined };
      } catch (error) {
        const { code, details, metadata } = error as ServiceError;
        return { read, code, message: details, info: readErrorDetails(metadata) };
      }
    },
  };
}
