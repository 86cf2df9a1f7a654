import { once } from 'node:events';
import { lstatSync, mkdirSync, unlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { dirname } from 'node:path';
import { LbError } from '../core/errors.ts';
import { type ForwardAuthParts, forwardAuth } from './forward-auth.ts';

/** `unix:PATH`, or an IP address and a port (0 for a free one). */
export type PickAddress = { readonly path: string } | { readonly host: string; readonly port: number };

export interface PickListener {
  /** As bound: `unix:/run/lbd/pick.sock` or `127.0.0.1:9201`. */
  readonly address: string;
  stop(graceMs: number): Promise<void>;
}

/** Proxies keep their connections; a head holds a client's cookies. */
const limits = { maxHeaderSize: 32_768, headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 75_000 };
const maxConnections = 4_096;

/**
 * Where proxies ask, request by request, which backend it goes to. There is no token: who reaches it may ask. A unix
 * socket can be opened by everyone who may enter its folder, for proxies run as users of their own.
 *
 * @throws LbError `invalid-argument` when the address can't be had
 */
export async function startPickListener(address: PickAddress, parts: ForwardAuthParts): Promise<PickListener> {
  const server = createServer(limits, (request, response) => {
    request.resume(); // a body says nothing here
    void forwardAuth(parts, request, response);
  });
  server.maxConnections = maxConnections;
  await listen(server, address);
  return {
    address: 'path' in address ? `unix:${address.path}` : nameOf(server),
    async stop(graceMs) {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(force);
    },
  };
}

async function listen(server: Server, address: PickAddress): Promise<void> {
  const name = 'path' in address ? `unix:${address.path}` : `${address.host}:${address.port}`;
  try {
    if ('path' in address) {
      mkdirSync(dirname(address.path), { recursive: true, mode: 0o755 });
      await removeStale(address.path);
      await once(server.listen({ path: address.path, readableAll: true, writableAll: true }), 'listening');
    } else {
      await once(server.listen(address.port, address.host), 'listening');
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another process listens there; stop it or give another one' : message;
    throw new LbError('invalid-argument', `can't answer proxies on ${name}: ${why}`, { metadata: { field: 'pick' } });
  }
}

/** A socket that nobody answers on was left by a process that was killed. */
async function removeStale(path: string): Promise<void> {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSocket()) return;
  const socket = connect(path);
  const isAlive = await once(socket, 'connect').then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ECONNREFUSED',
  );
  socket.destroy();
  if (!isAlive) unlinkSync(path);
}

function nameOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
