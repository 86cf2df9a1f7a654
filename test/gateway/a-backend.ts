import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';

/** A request as the backend saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export interface ABackend {
  readonly id: string;
  readonly address: string;
  readonly seen: readonly Seen[];
  readonly server: Server;
  /** Nobody listens any more, and what was open is cut: as after a kill. */
  kill(): Promise<void>;
}

/** A real HTTP server that answers with its id and what it got, or as `listener` says. */
export async function aBackend(id: string, listener?: RequestListener, onPort = 0): Promise<ABackend> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    if (listener !== undefined) return listener(request, response);
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const body = Buffer.concat(chunks).toString();
      seen.push({ method, url, headers, rawHeaders, body });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ backend: id, method, url, headers, body }));
    });
  });
  await new Promise<void>((resolve) => server.listen(onPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    id,
    address: `127.0.0.1:${port}`,
    seen,
    server,
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A backend that speaks as it is told to, byte by byte. */
export async function aRawBackend(onSocket: (socket: Socket) => void): Promise<{ address: string; stop(): void }> {
  const sockets = new Set<Socket>();
  const server = createNetServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
