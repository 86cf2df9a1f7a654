import type { Duplex } from 'node:stream';
import { closeFrame, FrameTracker, serviceRestart } from './websocket-frames.ts';

/** How long a client may take to answer a close frame. */
const goodbyeMs = 5_000;

/** An upgraded connection: bytes both ways, as fast as the slower side takes them. */
export class Tunnel {
  readonly #client: Duplex;
  readonly #backend: Duplex;
  /** Null where the protocol is not WebSocket: then nothing can be said in it. */
  readonly #frames: FrameTracker | null;
  readonly #onClosed: () => void;
  #isClosing = false;
  #saidGoodbye = false;
  #isClosed = false;
  sentBytes = 0;

  constructor(client: Duplex, backend: Duplex, isWebSocket: boolean, onClosed: () => void) {
    this.#client = client;
    this.#backend = backend;
    this.#frames = isWebSocket ? new FrameTracker() : null;
    this.#onClosed = onClosed;
    client.on('data', (chunk: Buffer) => {
      if (!backend.write(chunk)) client.pause();
    });
    backend.on('drain', () => client.resume());
    backend.on('data', (chunk: Buffer) => this.toClient(chunk));
    client.on('drain', () => backend.resume());
    client.on('end', () => backend.end());
    backend.on('end', () => client.end());
    for (const side of [client, backend]) side.on('error', () => this.#destroy()).on('close', () => this.#destroy());
  }

  /** What the backend said. */
  toClient(chunk: Buffer): void {
    if (this.#saidGoodbye) return;
    const taken = this.#frames?.take(chunk, this.#isClosing) ?? chunk.length;
    const part = taken === chunk.length ? chunk : chunk.subarray(0, taken);
    this.sentBytes += part.length;
    if (!this.#client.write(part)) this.#backend.pause();
    if (this.#isClosing && this.#frames?.isBetweenFrames) this.#sayGoodbye();
  }

  /** Ends it: a WebSocket's client is told to come again. */
  close(): void {
    if (this.#isClosing || this.#isClosed) return;
    this.#isClosing = true;
    if (this.#frames === null) this.#destroy();
    else if (this.#frames.isBetweenFrames) this.#sayGoodbye();
    setTimeout(() => this.#destroy(), goodbyeMs).unref();
  }

  /** The client's own close frame reaches the backend, which ends the connection then. */
  #sayGoodbye(): void {
    this.#saidGoodbye = true;
    this.#client.write(closeFrame(serviceRestart));
  }

  #destroy(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#client.destroy();
    this.#backend.destroy();
    this.#onClosed();
  }
}
