import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface TestServer {
  readonly port: number;
  readonly address: string;
  /** Connections taken so far. */
  readonly connections: () => number;
  /** Sockets that are open now. */
  readonly open: ReadonlySet<Socket>;
  close(): Promise<void>;
}

/** A real server on 127.0.0.1, closed when the test is over. */
export async function listening(server: Server, port = 0): Promise<TestServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => open.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  onTestFinished(close);
  return { port: bound, address: `127.0.0.1:${bound}`, connections: () => connections, open, close };
}

export const anHttpServer = (answer: RequestListener, port = 0) => listening(createServer(answer), port);
export function aTcpServer(talk: (socket: Socket) => void, port = 0): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    talk(socket);
    // Who does not read does not see that the other side has hung up.
    socket.resume();
  });
  return listening(server, port);
}

/** A server that says `text` at once, whatever it is asked, and leaves the connection open. */
export const aServerThatSays = (text: string | Buffer) => aTcpServer((socket) => void socket.write(text));

/** An address nobody listens on. */
export async function nobody(): Promise<string> {
  const server = await aTcpServer(() => {});
  await server.close();
  return server.address;
}

/** Lets the event loop turn until it is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
