import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { Server, ServerCredentials, type ServerDuplexStream, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import { connect } from '../../cli/client/connect.ts';
import { routingService } from '../../proto/contract.ts';
import type { RouteRequest__Output } from '../../proto/generated/lb/v1/RouteRequest.ts';
import type { RouteResult } from '../../proto/generated/lb/v1/RouteResult.ts';
import type { RouteStreamRequest__Output } from '../../proto/generated/lb/v1/RouteStreamRequest.ts';
import type { RouteStreamResponse } from '../../proto/generated/lb/v1/RouteStreamResponse.ts';
import { aFolder } from '../rpc/a-server.ts';

export type ScriptedStream = ServerDuplexStream<RouteStreamRequest__Output, RouteStreamResponse>;

/** A gRPC server that does what no lbd would do at a time of our choosing; it serves the methods it is given. */
export async function aScriptedServer(handlers: UntypedServiceImplementation) {
  const path = join(aFolder(), 'lbd.sock');
  const server = new Server();
  const served = Object.entries(routingService).filter(([name]) => name in handlers);
  server.addService(Object.fromEntries(served), handlers);
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    injector.injectConnection(socket);
  });
  await once(listener.listen(path), 'listening');
  onTestFinished(() => {
    server.forceShutdown();
    listener.close();
  });
  return {
    address: `unix:${path}`,
    breakConnections() {
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
  };
}

/** A client that is closed with the test. */
export function aClient(...args: Parameters<typeof connect>) {
  const client = connect(...args);
  onTestFinished(() => client.close());
  return client;
}

/** Answers as lbd would: everybody lives on `backend`. */
export function answered({ sequence, routes }: RouteStreamRequest__Output, backend = 'api-1'): RouteStreamResponse {
  return { sequence, results: routes.map((route) => resultFor(route, backend)) };
}

function resultFor({ session_id }: RouteRequest__Output, id: string): RouteResult {
  return { response: { session_id, backend: { id, address: `${id}:80`, pool: 'default' }, outcome: 'OUTCOME_KEPT' } };
}
