import type { Socket } from 'node:net';
import type { GatewayOptions } from './options.ts';
import { peerOf } from './peers.ts';

/** How long a client may take for the last bytes at a stop. */
const flushMs = 500;

/** Counts the clients' connections: one client must not take them all. */
export class ConnectionLimits {
  readonly #options: GatewayOptions;
  readonly #sockets = new Set<Socket>();
  readonly #byAddress = new Map<string, number>();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#sockets.size;
  }

  /** False when there are too many; else it is counted until it closes. */
  admit(socket: Socket): boolean {
    const { maxConnections, maxConnectionsPerClient, trustedProxies } = this.#options;
    if (this.#sockets.size >= maxConnections) return false;
    const { address, isTrusted } = peerOf(socket, false, trustedProxies);
    const ofClient = this.#byAddress.get(address) ?? 0;
    if (ofClient >= maxConnectionsPerClient && !isTrusted) return false;
    this.#byAddress.set(address, ofClient + 1);
    this.#sockets.add(socket);
    socket.once('close', () => this.#leave(socket, address));
    return true;
  }

  /** What was written still goes out, as far as the clients take it soon. */
  async closeAll(): Promise<void> {
    if (this.#sockets.size === 0) return;
    const closed = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of this.#sockets) socket.destroySoon();
    const late = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy();
    }, flushMs);
    await Promise.all(closed);
    clearTimeout(late);
  }

  #leave(socket: Socket, address: string): void {
    this.#sockets.delete(socket);
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(address, left);
    else this.#byAddress.delete(address);
  }
}
