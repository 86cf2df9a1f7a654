import type { RouteResponse__Output } from '../../proto/generated/lb/v1/RouteResponse.ts';
import { LbdError } from './lbd-error.ts';

/** One call of `route()`. It ends once: by its answer, its deadline or its signal; what comes later is discarded. */
export class RouteCall {
  readonly answer: Promise<RouteResponse__Output>;
  readonly deadlineAtMs: number;
  readonly signal: AbortSignal | undefined;
  /** A RouteRequest. */
  readonly bytes: Buffer;
  /** How many streams broke under it. */
  breaks = 0;
  #isOver = false;
  #resolve!: (answer: RouteResponse__Output) => void;
  #reject!: (error: LbdError) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #abort: (() => void) | undefined;

  /**
   * @param deadlineMs  from now
   * @param tooLate     what it rejects with when the deadline has passed
   */
  constructor(bytes: Buffer, deadlineMs: number, signal: AbortSignal | undefined, tooLate: () => LbdError) {
    this.bytes = bytes;
    this.deadlineAtMs = Date.now() + deadlineMs;
    this.signal = signal;
    this.answer = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#timer = setTimeout(() => this.reject(tooLate()), deadlineMs);
    if (signal !== undefined) {
      this.#abort = () => this.reject(aborted(signal));
      signal.addEventListener('abort', this.#abort);
      if (signal.aborted) this.#abort();
    }
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  resolve(answer: RouteResponse__Output): void {
    if (this.#end()) this.#resolve(answer);
  }

  reject(error: LbdError): void {
    if (this.#end()) this.#reject(error);
  }

  /** False when it has ended before. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    clearTimeout(this.#timer);
    if (this.#abort !== undefined) this.signal?.removeEventListener('abort', this.#abort);
    return true;
  }
}

export function aborted(signal: AbortSignal): LbdError {
  const message = 'the caller took the call back';
  return new LbdError({ code: 'CANCELLED', reason: 'CANCELLED', message }, { cause: signal.reason });
}
