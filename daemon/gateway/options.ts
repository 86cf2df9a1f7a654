import type { BlockList } from 'node:net';

/** How the gateway behaves; config/gateway-config.ts has the defaults and bounds. Those of config/run-time-settings.ts may change. */
export interface GatewayOptions {
  readonly host: string;
  readonly port: number;
  readonly mayGiveWay: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly trustedProxies: BlockList;
  readonly upgrades: ReadonlySet<string>;
  readonly maxConnections: number;
  readonly maxConnectionsPerClient: number;
  readonly maxRequests: number;
  readonly maxBodyBytes: number;
  readonly replayBytes: number;
  readonly headerTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly closeSpreadMs: number;
}

/** Of a request's head, in bytes: the usual bound of servers. */
export const maxHeadBytes = 16_384;
/** Of a request: Node would silently drop those beyond its own bound. */
export const maxHeaders = 100;
/** Of one Cookie header, in bytes: what browsers send of one site stays below. */
export const maxCookieBytes = 8_192;
/** On one connection; the client is told with the last one. */
export const maxRequestsPerConnection = 1_000;
/** On one HTTP/2 connection at once. */
export const maxStreams = 100;
export const handshakeTimeoutMs = 5_000;
