import { Server, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { ProtectionSettings } from '../principals/protection.ts';
import type { RefusalAudit } from '../principals/refusal-audit.ts';
import type { Security } from '../principals/security.ts';
import { adminHandlers, adminMethods } from './admin-service.ts';
import { type CallCount, callCounts } from './call-counts.ts';
import { doors } from './doors.ts';
import { withFailuresTold } from './failed-calls.ts';
import { healthFace, healthService } from './health-service.ts';
import { routeAnswers } from './http-route.ts';
import { parseListenAddress } from './listen-address.ts';
import { type Listener, openListener } from './listener.ts';
import type { RpcLog } from './log.ts';
import { methodRoles } from './method-roles.ts';
import { pageTokens } from './page-token.ts';
import { reflectionFace, reflectionServices } from './reflection-service.ts';
import { routeStreamFace } from './route-stream.ts';
import { routingHandlers, routingMethods } from './routing-service.ts';
import { serverStreams } from './server-streams.ts';
import type { RpcServices } from './services.ts';

export interface RpcOptions {
  readonly services: RpcServices;
  /** `unix:PATH` or `tcp:HOST:PORT`; at least one. */
  readonly listen: readonly string[];
  /** How callers by TCP are told apart. */
  readonly protection: ProtectionSettings;
  readonly security: Pick<Security, 'access' | 'tls' | 'onTokensChanged'>;
  readonly audit: RefusalAudit;
  /** The dataset's 32 bytes. */
  readonly rootSecret: Uint8Array;
  readonly limits?: Partial<RpcLimits>;
  /** What the health service says at first; true when nothing is said. */
  readonly serving?: boolean;
  readonly log: RpcLog;
}

export interface RpcLimits {
  /** Of a request. 64 KiB: the largest that is legal, a backend with 32 labels, has 5 KiB. */
  readonly maxMessageBytes: number;
  /** On one connection. */
  readonly maxConcurrentStreams: number;
}

export interface RpcServer {
  /** As bound, in the order of `listen`. */
  readonly addresses: readonly string[];
  /** How calls ended, since the start. */
  calls(): readonly CallCount[];
  /** What the health service says from now on. */
  setServing(serving: boolean): void;
  /** Takes no more calls, waits up to `graceMs` for those under way, then cuts them off. Safe to repeat. */
  stop(graceMs: number): Promise<void>;
}

const defaultLimits: RpcLimits = { maxMessageBytes: 64 * 1_024, maxConcurrentStreams: 1_000 };
/** A peer that vanished without a word holds its streams no longer than these two together. */
const keepaliveTimeMs = 60_000;
const keepaliveTimeoutMs = 20_000;

/** @throws LbError `invalid-argument`, field `listen`, when an address can't be had; then none is listened on */
export async function startServer(options: RpcOptions): Promise<RpcServer> {
  const { services, log } = options;
  const addresses = options.listen.map((text) => parseListenAddress(text, options.protection));
  const health = healthFace(['lb.v1.RoutingService', 'lb.v1.AdminService'], options.serving ?? true);
  const reflection = reflectionFace();
  const answerRoute = routeAnswers(services.routing, services.httpAffinity);
  const routeStreams = routeStreamFace(answerRoute, log);
  const streams = serverStreams(log);

  const server = new Server(serverOptions({ ...defaultLimits, ...options.limits }));
  const calls = callCounts();
  const add = (service: ServiceDefinition, handlers: UntypedServiceImplementation): void =>
    server.addService(service, calls.counted(service, withFailuresTold(handlers, options.audit)));
  add(routingMethods, { ...routingHandlers(services, answerRoute, log), RouteStream: routeStreams.handler });
  add(adminMethods, { ...adminHandlers(services, pageTokens(options.rootSecret), streams, log) });
  add(healthService, { ...health.handlers });
  for (const service of reflectionServices) add(service, { ...reflection.handlers });
  const roles = methodRoles([routingMethods, adminMethods, healthService, ...reflectionServices]);

  const doorTo = doors(server, { ...options, roles, count: calls.count });
  const listeners: Listener[] = [];
  try {
    for (const address of addresses) {
      const { tls, accept } = doorTo(address);
      listeners.push(await openListener(address, tls, accept, log));
    }
  } catch (error) {
    await Promise.all(listeners.map((listener) => listener.close()));
    throw error;
  }

  let stopped: Promise<void> | undefined;
  return {
    addresses: listeners.map(({ address }) => address),
    calls: calls.read,
    setServing: health.setServing,
    stop(graceMs) {
      stopped ??= stopGracefully(server, listeners, graceMs);
      health.setServing(false);
      health.endWatches();
      reflection.endConversations();
      routeStreams.endStreams();
      streams.endStreams();
      return stopped;
    },
  };
}

function serverOptions({ maxMessageBytes, maxConcurrentStreams }: RpcLimits) {
  return {
    'grpc.max_receive_message_length': maxMessageBytes,
    'grpc.max_concurrent_streams': maxConcurrentStreams,
    'grpc.keepalive_time_ms': keepaliveTimeMs,
    'grpc.keepalive_timeout_ms': keepaliveTimeoutMs,
    // Its books cost time on every call, and nobody reads them.
    'grpc.enable_channelz': 0,
  };
}

async function stopGracefully(server: Server, listeners: readonly Listener[], graceMs: number): Promise<void> {
  const closed = listeners.map((listener) => listener.close());
  const quiet = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  const force = setTimeout(() => {
    for (const listener of listeners) listener.destroyConnections();
  }, graceMs);
  await Promise.all([quiet, ...closed]);
  clearTimeout(force);
}
