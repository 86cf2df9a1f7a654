import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

export interface Connections {
  /** Ends those that are asked nothing now, and each of the others once it has its answer. */
  endWhenQuiet(): void;
}

/** node's own closeIdleConnections leaves those that never asked, as browsers keep them open for later. */
export function connectionsOf(server: Server): Connections {
  const sockets = new Set<Socket>();
  const busy = new Set<Socket>();
  let isEnding = false;
  const add = (socket: Socket): void => {
    // Its handshake was under way when the end began.
    if (isEnding) socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  // By TLS it is the inner socket that requests come by; one that never gets so far is cut by the handshake's timeout.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', add);
  server.on('request', ({ socket }, response: ServerResponse) => {
    busy.add(socket);
    response.once('close', () => {
      busy.delete(socket);
      if (isEnding) socket.end();
    });
  });
  return {
    endWhenQuiet() {
      isEnding = true;
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    },
  };
}
