import { BlockList } from 'node:net';
import type { BackendSettings, PoolSettings } from '../../daemon/core/model.ts';
import type { AccessLine } from '../../daemon/gateway/access-line.ts';
import { type Gateway, startGateway } from '../../daemon/gateway/gateway.ts';
import type { GatewayOptions } from '../../daemon/gateway/options.ts';
import { GatewayCounts } from '../../daemon/gateway-counts.ts';
import { anEngine, type TestEngine } from '../support/an-engine.ts';

export const options: GatewayOptions = {
  host: '127.0.0.1',
  port: 0,
  mayGiveWay: false,
  tls: null,
  trustedProxies: new BlockList(),
  upgrades: new Set(['websocket']),
  maxConnections: 1_000,
  maxConnectionsPerClient: 1_000,
  maxRequests: 1_000,
  maxBodyBytes: 10_000_000,
  replayBytes: 65_536,
  headerTimeoutMs: 10_000,
  bodyTimeoutMs: 15_000,
  requestTimeoutMs: 60_000,
  keepAliveTimeoutMs: 65_000,
  connectTimeoutMs: 1_000,
  answerTimeoutMs: 60_000,
  closeSpreadMs: 0,
};

/** Networks that are believed. */
export function trusting(...addresses: string[]): BlockList {
  const list = new BlockList();
  for (const address of addresses) list.addAddress(address, address.includes(':') ? 'ipv6' : 'ipv4');
  return list;
}

export interface AGateway {
  readonly engine: TestEngine;
  readonly gateway: Gateway;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly accessLines: AccessLine[];
  readonly counts: GatewayCounts;
  stop(): Promise<void>;
}

export interface GatewayWishes {
  readonly options?: Partial<GatewayOptions>;
  readonly pool?: Partial<PoolSettings>;
  readonly backends: readonly ({ id: string } & Partial<BackendSettings>)[];
}

/** A real gateway on port 0, in front of a real engine on a memory store. */
export async function aGateway({ options: wished, backends, pool = {} }: GatewayWishes): Promise<AGateway> {
  const engine = await anEngine({ backends, pool });
  const accessLines: AccessLine[] = [];
  const counts = new GatewayCounts();
  const logged: { event: string; fields: Readonly<Record<string, unknown>> }[] = [];
  const gateway = await startGateway({
    options: { ...options, ...wished },
    registry: engine.registry,
    affinity: engine.httpAffinity,
    presence: engine.presence,
    clock: engine.clock,
    accessLog: (line) => accessLines.push(line),
    outcomes: engine.outcomes,
    verdicts: engine.verdicts,
    counts,
    log: (_level, event, fields) => logged.push({ event, fields }),
  });
  const port = Number(gateway.address.split(':').at(-1));
  return {
    engine,
    gateway,
    url: `${wished?.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    logged,
    accessLines,
    counts,
    async stop() {
      await gateway.stop(0);
      engine.outcomes.stop();
      await engine.store.close();
    },
  };
}
