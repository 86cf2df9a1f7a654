import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LbError } from '../core/errors.ts';
import type { Live } from '../principals/live-files.ts';
import type { TlsIdentity } from '../principals/tls-files.ts';
import type { AdminParts } from './admin-parts.ts';
import { type AdminRoute, routesAt } from './admin-route.ts';
import { adminRoutes } from './admin-routes.ts';
import { answerText } from './answer.ts';
import { connectionsOf } from './connections.ts';
import { isLoopbackAddress, isOwnHost } from './host-check.ts';

export interface AdminAddress {
  /** An IP address. */
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  /** A free port is taken where this one is busy. */
  readonly mayGiveWay: boolean;
}

export type AdminLog = (level: 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

export interface AdminServer {
  /** As bound: `127.0.0.1:9090` or `[::1]:9090`. */
  readonly address: string;
  /** Takes no more connections, ends what streams, waits up to `graceMs` for the rest, then cuts it off. */
  stop(graceMs: number): Promise<void>;
}

/** Whoever looks at lbd asks little and slowly: an exporter, probes, a few browsers with a stream each. */
const limits = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
};
const maxConnections = 512;

/**
 * @param tls  null for plaintext
 * @throws LbError `invalid-argument` when the address can't be had
 */
export async function startAdminServer(
  address: AdminAddress,
  tls: Live<TlsIdentity> | null,
  parts: AdminParts,
  log: AdminLog,
): Promise<AdminServer> {
  const routes = adminRoutes(parts);
  const stopping = new AbortController();
  const ownHostOnly = isLoopbackAddress(address.host);
  const server = tls === null ? createServer(limits) : tlsServer(tls);
  server.on('request', (request, response) => {
    const found = ownHostOnly && !isOwnHost(request.headers.host) ? notOurName : lookUp(request, routes);
    if ('route' in found) void serve(found, request, response, stopping.signal, log);
    else answerText(response, found.status, found.line, found.headers);
  });
  const connections = connectionsOf(server);
  server.maxConnections = maxConnections;
  await listen(server, address);
  server.on('error', (error) => log('error', 'admin-accept-failed', { error }));
  return {
    address: nameOf(server),
    async stop(graceMs) {
      stopping.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      connections.endWhenQuiet();
      const force = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(force);
    },
  };
}

function tlsServer(identity: Live<TlsIdentity>): Server {
  const shown = ({ context: { cert, key } }: TlsIdentity) => ({ cert, key });
  const server = createTlsServer({ ...limits, handshakeTimeout: limits.headersTimeout, ...shown(identity.value) });
  identity.onChange((now) => server.setSecureContext(shown(now)));
  return server;
}

interface Found {
  readonly route: AdminRoute;
  readonly url: URL;
}

interface Refusal {
  readonly status: number;
  readonly line: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const notOurName: Refusal = { status: 421, line: 'this name is not of this machine; ask for localhost or 127.0.0.1' };

function lookUp(request: IncomingMessage, routes: readonly AdminRoute[]): Found | Refusal {
  const url = urlOf(request);
  if (url === null) return { status: 400, line: 'the request names no path' };
  const there = routesAt(routes, url.pathname);
  if (there.length === 0) return { status: 404, line: `nothing is served at ${url.pathname}` };
  const wanted = request.method === 'HEAD' ? 'GET' : request.method;
  const route = there.find(({ method }) => method === wanted);
  // What is not read of a body must not be taken for the next request.
  const last = { connection: 'close' };
  if (route === undefined) {
    const allow = there.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
    return { status: 405, line: `${url.pathname} takes ${allow}`, headers: { allow, ...last } };
  }
  if (route.method === 'GET' && hasBody(request)) {
    return { status: 400, line: 'a GET has no body here', headers: last };
  }
  return { route, url };
}

async function serve(
  { route, url }: Found,
  request: IncomingMessage,
  response: ServerResponse,
  stopping: AbortSignal,
  log: AdminLog,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await route.answer({ request, response, url, signal: AbortSignal.any([stopping, gone.signal]) });
  } catch (error) {
    const number = randomBytes(4).toString('hex');
    log('error', 'admin-internal-error', { path: route.path, number, error });
    if (response.headersSent) response.destroy();
    else answerText(response, 500, `lbd has a bug; its log tells the cause under number ${number}`);
  }
}

/** The origin form only: a proxy's whole URL, or `*`, is not for us. */
function urlOf({ url = '' }: IncomingMessage): URL | null {
  return url.startsWith('/') && URL.canParse(`http://lbd${url}`) ? new URL(`http://lbd${url}`) : null;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function listen(server: Server, { host, port, mayGiveWay }: AdminAddress): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && mayGiveWay) return listen(server, { host, port: 0, mayGiveWay: false });
    const why: Partial<Record<string, string>> = {
      EADDRINUSE: 'another process listens there; stop it or give another one with --admin',
      EACCES: 'lbd may not; give a port of 1024 or more with --admin',
      EADDRNOTAVAIL: 'this machine has no such address',
    };
    const name = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    throw new LbError('invalid-argument', `can't serve metrics and probes on ${name}: ${why[code ?? ''] ?? message}`);
  }
}

function nameOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
