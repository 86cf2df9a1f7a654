import type { AddressInfo, Socket } from 'node:net';
import type { HealthVerdicts } from '../backends/health-verdicts.ts';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import type { Clock } from '../core/ports.ts';
import type { Registry } from '../core/registry.ts';
import type { GatewayCounts } from '../gateway-counts.ts';
import type { Outcomes } from '../routing/outcomes.ts';
import type { SessionPresence } from '../sessions/session-presence.ts';
import type { AccessLine } from './access-line.ts';
import { Backends } from './backends.ts';
import { ConnectionLimits } from './connection-limits.ts';
import { makeHttp1Server } from './http1-server.ts';
import { makeHttp2Server } from './http2-server.ts';
import { listen } from './listener.ts';
import { lookIntervalMs, OpenRequests } from './open-requests.ts';
import type { GatewayOptions } from './options.ts';
import { Overload } from './overload.ts';
import { type Peer, peerOf } from './peers.ts';
import { Reception } from './reception.ts';
import { RetryBudget } from './retry-budget.ts';
import { TlsFiles } from './tls-files.ts';
import { TrafficFindings } from './traffic-findings.ts';

export interface GatewayParts {
  readonly options: GatewayOptions;
  readonly registry: Registry;
  readonly affinity: HttpAffinity;
  readonly presence: SessionPresence;
  readonly clock: Clock;
  readonly outcomes: Outcomes;
  readonly verdicts: HealthVerdicts;
  readonly counts: GatewayCounts;
  /** Null where nobody reads it. */
  readonly accessLog: ((line: AccessLine) => void) | null;
  readonly log: (level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface Gateway {
  /** `HOST:PORT` */
  readonly address: string;
  /** Takes no more, lets what is under way end for `graceMs`, then breaks it off. */
  stop(graceMs: number): Promise<void>;
}

/** How often it looks after backends that came and went. */
const tidyIntervalMs = 1_000;

/** @throws Error in words for people where the address can't be had or the certificate can't be read */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { options, registry, affinity, presence, clock, counts, accessLog, log } = parts;
  const { connectTimeoutMs, closeSpreadMs } = options;
  const tls = options.tls === null ? null : new TlsFiles(options.tls, log);
  const limits = new ConnectionLimits(options);
  const backends = new Backends({ registry, ...options });
  const findings = new TrafficFindings(parts.outcomes, parts.verdicts, log);
  const proxy = {
    affinity,
    registry,
    backends,
    findings,
    counts,
    options,
    log,
    budget: new RetryBudget(() => performance.now()),
    connectTimeoutMs,
  };
  const open = new OpenRequests({ presence, affinity, clock, closeSpreadMs, random: Math.random });
  const overload = new Overload(options);
  counts.load = () => {
    const { requests, size } = open;
    return { connections: limits.count, requests, upgraded: size - requests };
  };
  const reception = new Reception({ proxy, open, overload, accessLog });

  const peerOfSocket = (socket: Socket): Peer => peerOf(socket, tls !== null, options.trustedProxies);
  const side = { options, peerOf: peerOfSocket };
  const http2 = makeHttp2Server({ ...side, onRequest: (exchange) => reception.take(exchange) });
  const http1 = makeHttp1Server({
    ...side,
    onRequest: (exchange) => reception.take(exchange),
    onUpgrade: (request, socket, head, peer) => reception.takeUpgrade(request, socket, head, peer),
  });
  const onHttp1 = (socket: Socket): void => void http1.emit('connection', socket);
  const server = await listen({ options, limits, tls, onHttp1, onHttp2: http2.take });
  backends.tidy();
  const timers = [setInterval(() => backends.tidy(), tidyIntervalMs), setInterval(() => open.look(), lookIntervalMs)];
  const { address, family, port } = server.address() as AddressInfo;
  return {
    address: family === 'IPv6' ? `[${address}]:${port}` : `${address}:${port}`,
    async stop(graceMs) {
      reception.isStopping = true;
      tls?.stop();
      server.close();
      http1.closeIdleConnections();
      http2.retire();
      open.closeEndless();
      await withinMs(graceMs, open.whenNone());
      for (const timer of timers) clearInterval(timer);
      overload.stop();
      await limits.closeAll();
      http1.closeAllConnections();
      http1.close();
      await backends.stop();
    },
  };
}

async function withinMs(ms: number, done: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, late]);
  clearTimeout(timer);
}
