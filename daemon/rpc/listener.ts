import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls';
import { invalid } from '../core/errors.ts';
import type { Live } from '../principals/live-files.ts';
import type { TlsIdentity } from '../principals/tls-files.ts';
import type { ListenAddress } from './listen-address.ts';
import type { RpcLog } from './log.ts';
import { listenOnUnixSocket } from './unix-socket.ts';

/** Far more than a fleet of proxies opens; each costs some 100 kB. */
const maxConnections = 10_000;
/** A peer that says nothing holds its place no longer. */
const handshakeTimeoutMs = 5_000;

export interface Listener {
  /** `unix:PATH` or `tcp:HOST:PORT`, with the port that was bound. */
  readonly address: string;
  /** Takes no more connections, removes the socket, and resolves when the last connection has closed. */
  close(): Promise<void>;
  destroyConnections(): void;
}

/** How a listener speaks TLS. */
export interface ListenerTls {
  readonly identity: Live<TlsIdentity>;
  /** A client without a certificate is refused before it can say a word. */
  readonly certificateRequired: boolean;
}

/**
 * Opens one address. The library's own bind would not do: it makes a unix socket that others can open for a moment.
 *
 * @param tls     null for plaintext
 * @param accept  gets each connection, after the handshake where there is one
 * @throws LbError `invalid-argument`, field `listen`, when the address can't be had
 */
export async function openListener(
  address: ListenAddress,
  tls: ListenerTls | null,
  accept: (socket: Socket | TLSSocket) => void,
  log: RpcLog,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = tls === null ? createServer() : tlsServer(tls, accept, log);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (tls === null) accept(socket);
  });
  server.maxConnections = maxConnections;
  try {
    if (address.kind === 'unix') await listenOnUnixSocket(server, address.path);
    else await once(server.listen(address.port, address.host), 'listening');
  } catch (error) {
    throw unavailable(address, error);
  }
  // Too many open files, say: lbd lives on, and the next connection may work.
  server.on('error', (error: Error) => log('error', 'rpc-accept-failed', { address: boundName(server), error }));
  return {
    address: boundName(server),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    destroyConnections() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

function tlsServer(tls: ListenerTls, accept: (socket: TLSSocket) => void, log: RpcLog): TlsServer {
  const { identity, certificateRequired } = tls;
  const { context, clientCa } = identity.value;
  const server = createTlsServer(
    {
      ...context,
      ALPNProtocols: ['h2'],
      handshakeTimeout: handshakeTimeoutMs,
      requestCert: clientCa !== '',
      // Where a token will do as well, who comes with a bad certificate is told so by the gate.
      rejectUnauthorized: certificateRequired,
    },
    (socket) => {
      // Resets are the peer's business; the library looks at its own sessions only.
      socket.on('error', () => {});
      if (socket.alpnProtocol === 'h2') accept(socket);
      else socket.destroy();
    },
  );
  // Of those who are connected already the gate takes care.
  identity.onChange((now) => server.setSecureContext(now.context));
  server.on('tlsClientError', (error: Error, socket: TLSSocket) => {
    log('debug', 'rpc-handshake-failed', { peer: socket.remoteAddress, error: error.message });
  });
  return server;
}

function boundName(server: Server): string {
  const bound = server.address() as AddressInfo | string | null;
  if (bound === null || typeof bound === 'string') return `unix:${bound ?? ''}`;
  return `tcp:${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

function unavailable(address: ListenAddress, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) return error;
  const name = address.kind === 'unix' ? `unix:${address.path}` : `tcp:${address.host}:${address.port}`;
  const why: Partial<Record<string, string>> = {
    EADDRINUSE: 'another process listens there; stop it or choose another address',
    EACCES: 'lbd may not; choose a folder or a port it may use',
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  return invalid('listen', `can't listen on ${name}: ${why[code] ?? (error as Error).message}`);
}
