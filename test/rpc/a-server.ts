import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallOptions, type ClientUnaryCall, credentials, type requestCallback } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import type { Store } from '../../daemon/core/ports.ts';
import { startEngine } from '../../daemon/engine.ts';
import { LeaseClock } from '../../daemon/lease-clock.ts';
import type { ProtectionSettings } from '../../daemon/principals/protection.ts';
import { refusalAudit } from '../../daemon/principals/refusal-audit.ts';
import { type RpcLimits, type RpcOptions, startServer } from '../../daemon/rpc/server.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { AdminClient, RoutingClient } from '../../proto/contract.ts';
import { noSecurity, unprotected } from './protection.ts';

export interface Line {
  readonly level: string;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A folder that goes away with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-rpc-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface ServerOptions {
  readonly listen?: readonly string[];
  readonly limits?: Partial<RpcLimits>;
  readonly sessionLimit?: number;
  readonly store?: Store;
  readonly protection?: Partial<ProtectionSettings>;
  readonly security?: RpcOptions['security'];
}

/** The real services on the memory store, behind a real server; stopped when the test ends. */
export async function aServer(options: ServerOptions = {}) {
  const engine = await anEngine(options);
  const { store, clock, backends, registry, table } = engine;
  const log: Line[] = [];
  const startedAtMs = clock.wallNow();
  const status = () => ({
    version: '1.2.3',
    startedAtMs,
    nowMs: clock.wallNow(),
    store: { kind: store.kind, location: store.location, ...store.health() },
    pools: registry.pools.length,
    backends: backends.list('').length,
    sessions: table.size,
    sessionLimit: 1_000,
    sequence: store.sequence(),
    loadedSessions: 0,
    listen: server.addresses,
    pid: process.pid,
    warnings: [],
  });
  const server = await startServer({
    services: { ...engine, status },
    listen: options.listen ?? [`unix:${join(aFolder(), 'lbd.sock')}`],
    protection: { ...unprotected, insecureLoopback: true, ...options.protection },
    security: options.security ?? noSecurity,
    audit: refusalAudit(
      store,
      () => clock.wallNow(),
      () => {},
    ),
    rootSecret: engine.rootSecret,
    limits: options.limits ?? {},
    log: (level, event, fields) => log.push({ level, event, fields }),
  });
  onTestFinished(async () => {
    await server.stop(0);
    await store.close();
  });
  return { engine, server, log, address: server.addresses[0]!, ...clientsOf(server.addresses[0]!) };
}

export async function anEngine({ sessionLimit = 1_000, store = openMemoryStore() }: ServerOptions = {}) {
  const clockFrom = (leaseMs: number) => new LeaseClock(leaseMs);
  return await startEngine(store, { sessionLimit, sweepSliceSlots: 1_000, clockFrom });
}

/** `tcp:HOST:PORT` is `HOST:PORT` to the library. */
export function targetOf(address: string): string {
  return address.startsWith('tcp:') ? address.slice('tcp:'.length) : address;
}

export function clientsOf(address: string) {
  const target = targetOf(address);
  const routing = new RoutingClient(target, credentials.createInsecure());
  const admin = new AdminClient(target, credentials.createInsecure());
  onTestFinished(() => {
    routing.close();
    admin.close();
  });
  return { routing: promised(routing), admin: promised(admin), rawRouting: routing, rawAdmin: admin };
}

/** A client whose unary methods answer promises. */
export type Promised<Client> = {
  [Method in keyof Client]: Client[Method] extends (
    argument: infer Request,
    callback: requestCallback<infer Response>,
  ) => ClientUnaryCall
    ? (request: Request, options?: CallOptions) => Promise<Response>
    : never;
};

type Start = (request: unknown, options: CallOptions, done: requestCallback<unknown>) => ClientUnaryCall;

export function promised<Client extends object>(client: Client): Promised<Client> {
  return new Proxy(client, {
    get:
      (target, method) =>
      (request: unknown, options: CallOptions = {}) =>
        new Promise((resolve, reject) => {
          const start = Reflect.get(target, method) as Start;
          start.call(target, request, options, (error, response) =>
            error === null ? resolve(response) : reject(error),
          );
        }),
  }) as Promised<Client>;
}
