import { Readable } from 'node:stream';

export type BodyFailure = 'too-large' | 'too-slow';

export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** What is kept to be sent again. */
  readonly replayBytes: number;
  readonly bodyTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** An upload may last longer than the request's timeout as long as it is faster than this. */
const leastBytesPerMs = 1.024;

/**
 * A client's body on its way to a backend, and to the next one when that failed. It is read only as fast as the backend
 * takes it, and not at all before a connection stands.
 */
export class RequestBody {
  readonly #source: Readable;
  readonly #limits: BodyLimits;
  readonly #onWanted: () => void;
  readonly #onFailure: (failure: BodyFailure) => void;
  readonly #startedAtMs = performance.now();
  #kept: Buffer[] = [];
  #received = 0;
  #begun = false;
  #current: Readable | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: Readable, limits: BodyLimits, onWanted: () => void, onFailure: (failure: BodyFailure) => void) {
    this.#source = source;
    this.#limits = limits;
    this.#onWanted = onWanted;
    this.#onFailure = onFailure;
    source.on('error', () => {}); // the exchange tells that the client has gone
  }

  /** All that came can be sent once more. */
  get isReplayable(): boolean {
    return this.#received <= this.#limits.replayBytes;
  }

  /** The whole of it came. */
  get isComplete(): boolean {
    return this.#source.readableEnded;
  }

  /** The body from its beginning. One at a time: the one before must be destroyed. */
  attempt(): Readable {
    let replay = this.#kept;
    const stream = new Readable({
      read: () => {
        for (const chunk of replay) stream.push(chunk);
        replay = [];
        if (this.#source.readableEnded) stream.push(null);
        else this.#flow();
      },
      destroy: (error, done) => {
        if (this.#current === stream) {
          this.#current = null;
          this.#source.pause();
          clearTimeout(this.#timer);
        }
        done(error);
      },
    });
    this.#current = stream;
    return stream;
  }

  /** Nobody wants the rest. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#current?.destroy();
  }

  #flow(): void {
    if (!this.#begun) {
      this.#begun = true;
      this.#source.on('data', (chunk: Buffer) => this.#take(chunk));
      this.#source.on('end', () => {
        clearTimeout(this.#timer);
        this.#current?.push(null);
      });
      this.#onWanted();
    }
    this.#source.resume();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onFailure('too-slow'), this.#limits.bodyTimeoutMs);
  }

  #take(chunk: Buffer): void {
    const { maxBodyBytes, replayBytes, requestTimeoutMs } = this.#limits;
    this.#received += chunk.length;
    if (this.#received > maxBodyBytes) {
      this.#onFailure('too-large');
      return;
    }
    const takenMs = performance.now() - this.#startedAtMs;
    if (takenMs > requestTimeoutMs + this.#received / leastBytesPerMs) {
      this.#onFailure('too-slow');
      return;
    }
    if (this.#received <= replayBytes) this.#kept.push(chunk);
    else this.#kept = [];
    this.#timer?.refresh();
    if (this.#current?.push(chunk) === false) {
      this.#source.pause();
      clearTimeout(this.#timer); // it is the backend that is slow now
    }
  }
}
