import type { Dispatcher } from 'undici';
import type { Attempt, Attempted, Carrier, Failure } from './attempt.ts';
import { answerOf, type BackendAnswer, textsOf } from './backend-answer.ts';
import type { Exchange } from './exchange.ts';

const gone = new Error('the client has gone');

/** The way of every request but an upgrade. */
export const relayCarrier: Carrier = ({ connections }, { method, target, headers, body }, exchange, by) => {
  const relay = new Relay(exchange, by);
  connections.dispatch({ method: method as 'GET', path: target, headers, body }, relay);
  return relay;
};

/** Carries one answer from a backend to the client, as fast as the client takes it. */
class Relay implements Attempt, Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #by: Attempted;
  #abort: ((error?: Error) => void) | null = null;
  #resume: (() => void) | null = null;
  #isStarted = false;
  /** The client is told only when the session's change is durable; what comes meanwhile waits. */
  #isWaiting = false;
  #isResponded = false;
  #isOver = false;
  #hasBody = false;
  isEndless = false;
  #trailers: readonly string[] | null | undefined;

  constructor(exchange: Exchange, by: Attempted) {
    this.#exchange = exchange;
    this.#by = by;
  }

  /** An event stream ends as if the backend had: its client comes again. What would not be whole is broken off. */
  close(): void {
    if (this.#isOver || !this.#isResponded) return;
    this.#isOver = true;
    this.#abort?.(gone);
    if (this.isEndless) this.#exchange.end(null);
    else this.#exchange.abort();
    this.#by.ended(this.isEndless);
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#abort?.(gone);
    this.#by.ended(false);
  }

  onConnect(abort: (error?: Error) => void): void {
    if (this.#isOver) {
      abort(gone);
      return;
    }
    this.#abort = abort;
  }

  onResponseStarted(): void {
    this.#isStarted = true;
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void, statusText: string): boolean {
    const texts = textsOf(raw);
    if (status < 200) {
      this.#isStarted = false;
      this.#exchange.inform(status, texts);
      return true;
    }
    this.#resume = resume;
    const answer = answerOf(status, statusText, texts);
    this.isEndless = `${answer.headers['content-type'] ?? ''}`.startsWith('text/event-stream');
    const headers = this.#by.answered(answer);
    if (!(headers instanceof Promise)) return this.#respond(answer, headers);
    this.#isWaiting = true;
    headers.then(
      (known) => this.#goOn(answer, known),
      () => this.#goOn(answer, null),
    );
    return false;
  }

  onData(chunk: Buffer): boolean {
    if (this.#isOver) return false;
    this.#hasBody = true;
    if (this.#exchange.write(chunk)) return true;
    this.#exchange.onDrain(() => this.#resume?.());
    return false;
  }

  onComplete(raw: Buffer[] | string[] | null): void {
    this.#trailers = raw === null || raw.length === 0 ? null : textsOf(raw as Buffer[]);
    if (!this.#isWaiting) this.#finish();
  }

  onError(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#isResponded) {
      this.#exchange.abort();
      this.#by.ended(false);
    } else {
      this.#by.failed(failureOf(error, this.#abort !== null, this.#isStarted), error, this.#abort !== null);
    }
  }

  #goOn(answer: BackendAnswer, headers: string[] | null): void {
    this.#isWaiting = false;
    if (this.#isOver) return;
    try {
      this.#respond(answer, headers);
    } catch (error) {
      this.#breakOff(error as Error);
      return;
    }
    if (this.#isOver) return;
    if (this.#trailers !== undefined) this.#finish();
    else this.#resume?.();
  }

  #respond({ status, statusText }: BackendAnswer, headers: string[] | null): boolean {
    if (headers === null || this.#exchange.isOver) {
      this.#isOver = true;
      this.#abort?.(gone);
      this.#by.ended(false);
      return true;
    }
    this.#isResponded = true;
    this.#exchange.respond(status, statusText, headers);
    // What came in one packet goes out in one; what lets its body wait (an event stream) goes out without it.
    process.nextTick(flushIfEmpty, this);
    return true;
  }

  static flushWhenEmpty(relay: Relay): void {
    if (!relay.#hasBody && !relay.#isOver) relay.#exchange.flush();
  }

  /** What the backend sent can't be passed on. */
  #breakOff(error: Error): void {
    this.#isOver = true;
    this.#abort?.(error);
    this.#exchange.abort();
    this.#by.ended(false);
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    try {
      this.#exchange.end(this.#trailers ?? null);
    } catch {
      this.#exchange.abort(); // its trailers can't be passed on
    }
    this.#by.ended(true);
  }
}

const flushIfEmpty = (relay: Relay): void => Relay.flushWhenEmpty(relay);

function failureOf(error: Error & { code?: string }, isSent: boolean, isStarted: boolean): Failure {
  const { code = '' } = error;
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return 'unfit';
  if (code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') return 'unfit';
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'silent';
  if (isStarted || code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') return 'garbled';
  if (isSent || code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  return 'refused';
}
