import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ConnectionLimits } from './connection-limits.ts';
import { type GatewayOptions, handshakeTimeoutMs } from './options.ts';
import type { TlsFiles } from './tls-files.ts';

export interface ListenerParts {
  readonly options: GatewayOptions;
  readonly limits: ConnectionLimits;
  /** Null for plaintext. */
  readonly tls: TlsFiles | null;
  onHttp1(socket: Socket): void;
  onHttp2(socket: Socket): void;
}

/** Takes connections and finds out which HTTP they speak: by ALPN where there is TLS, else by their first bytes. */
export async function listen(parts: ListenerParts): Promise<Server> {
  const { options, limits, tls } = parts;
  const server = tls === null ? createServer({ noDelay: true, allowHalfOpen: true }) : secureServer(parts, tls);
  server.on('connection', (socket: Socket) => {
    if (!limits.admit(socket)) socket.destroy();
    else if (tls === null) sniff(socket, parts);
  });
  await bind(server, options);
  return server;
}

function secureServer({ onHttp1, onHttp2 }: ListenerParts, tls: TlsFiles): Server {
  const server = createTlsServer({
    ...tls.context,
    ALPNProtocols: ['h2', 'http/1.1'],
    minVersion: 'TLSv1.2',
    handshakeTimeout: handshakeTimeoutMs,
    noDelay: true,
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    if (socket.alpnProtocol === 'h2') onHttp2(socket);
    else onHttp1(socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  tls.onChange((context) => server.setSecureContext(context));
  return server;
}

/** An HTTP/2 connection without TLS begins with `PRI * HTTP/2.0`: no HTTP/1 method begins so. */
const preface = 'PRI';

function sniff(socket: Socket, { options, onHttp1, onHttp2 }: ListenerParts): void {
  let first: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), options.headerTimeoutMs);
  const end = (): void => {
    clearTimeout(timer);
    socket.off('data', look).off('error', fail).off('end', fail);
  };
  const fail = (): void => {
    end();
    socket.destroy();
  };
  const look = (chunk: Buffer): void => {
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
    if (first.length < preface.length && preface.startsWith(first.toString('latin1'))) return;
    end();
    socket.pause();
    socket.unshift(first);
    if (first.toString('latin1', 0, preface.length) === preface) {
      onHttp2(socket); // it reads what is there by itself
    } else {
      onHttp1(socket);
      socket.resume();
    }
  };
  socket.on('data', look).on('error', fail).on('end', fail);
}

const hints: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something listens there already; stop it, or give another address with --gateway',
  EACCES: 'ports below 1024 want root or CAP_NET_BIND_SERVICE; give another one with --gateway',
  EADDRNOTAVAIL: 'this machine has no such address; 0.0.0.0 takes all that it has',
};

function inWords(error: NodeJS.ErrnoException, address: string): Error {
  return new Error(`the gateway can't listen on "${address}": ${hints[error.code ?? ''] ?? error.message}`, {
    cause: error,
  });
}

/** @throws Error in words for people where the address can't be had */
async function bind(server: Server, { host, port, mayGiveWay }: GatewayOptions): Promise<void> {
  try {
    server.listen({ host, port, backlog: 1_024 });
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!mayGiveWay || code !== 'EADDRINUSE') throw inWords(error as NodeJS.ErrnoException, `${host}:${port}`);
    server.listen({ host, port: 0, backlog: 1_024 });
    await once(server, 'listening');
  }
}
