import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers its id, and can be killed and started again on its port. */
export interface ABackend {
  readonly id: string;
  readonly port: number;
  readonly address: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function aBackend(id: string): Promise<ABackend> {
  let server: Server | undefined;
  let port = 0;
  const backend = {
    id,
    get port() {
      return port;
    },
    get address() {
      return `127.0.0.1:${port}`;
    },
    async kill() {
      if (server === undefined) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      server = undefined;
    },
    async start() {
      server = createServer((request, response) => {
        request.resume();
        response.end(JSON.stringify({ id, cookie: request.headers.cookie ?? '' }));
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      port = (server.address() as AddressInfo).port;
    },
  };
  await backend.start();
  return backend;
}

/** A port that is free now: proxies can't be asked which one they took. */
export async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
