import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { invalid } from '../core/errors.ts';
import type { ListenAddress } from './listen-address.ts';
import type { RpcLog } from './log.ts';
import { listenOnUnixSocket } from './unix-socket.ts';

/** Far more than a fleet of proxies opens; each costs some 100 kB. */
const maxConnections = 10_000;

export interface Listener {
  /** `unix:PATH` or `tcp:HOST:PORT`, with the port that was bound. */
  readonly address: string;
  /** Takes no more connections, removes the socket, and resolves when the last connection has closed. */
  close(): Promise<void>;
  destroyConnections(): void;
}

/**
 * Opens one address. The library's own bind would not do: it makes a unix socket that others can open for a moment.
 *
 * @throws LbError `invalid-argument`, field `listen`, when the address can't be had
 */
export async function openListener(
  address: ListenAddress,
  accept: (socket: Socket) => void,
  log: RpcLog,
): Promise<Listener> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    accept(socket);
  });
  server.maxConnections = maxConnections;
  try {
    if (address.kind === 'unix') await listenOnUnixSocket(server, address.path);
    else await once(server.listen(address.port, address.host), 'listening');
  } catch (error) {
    throw unavailable(address, error);
  }
  // Too many open files, say: lbd lives on, and the next connection may work.
  server.on('error', (error) => log('error', 'rpc-accept-failed', { address: boundName(server), error }));
  return {
    address: boundName(server),
    close: () => new Promise((resolve) => server.close(() => resolve())),
    destroyConnections() {
      for (const socket of sockets) socket.destroy();
    },
  };
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
