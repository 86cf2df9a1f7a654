import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Exchange, RequestHead } from './exchange.ts';
import type { Peer } from './peers.ts';

/** What a client that answers no longer may still send of a body nobody wants, before its connection ends. */
const lingeringMs = 2_000;

/** The largest beginning of a body that goes out together with the head. */
const smallBytes = 8_192;

/** A request over HTTP/1. */
export class Http1Exchange implements Exchange {
  readonly head: RequestHead;
  readonly peer: Peer;
  readonly body: Readable | null;
  status = 0;
  sentBytes = 0;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #wantsContinue: boolean;
  readonly #onLast: () => void;

  /** @param onLast the connection ends after this answer: no other request on it may be served */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    peer: Peer,
    wantsContinue: boolean,
    onLast: () => void,
  ) {
    const { method = 'GET', url = '', httpVersionMinor, rawHeaders, headers } = request;
    const httpVersion = httpVersionMinor === 0 ? '1.0' : '1.1';
    this.head = { method, target: url, httpVersion, rawHeaders, headers, authority: null };
    this.peer = peer;
    const length = headers['content-length'];
    this.body = headers['transfer-encoding'] === undefined && (length === undefined || length === '0') ? null : request;
    this.#request = request;
    this.#response = response;
    this.#wantsContinue = wantsContinue;
    this.#onLast = onLast;
  }

  get isOver(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  continue(): void {
    if (this.#wantsContinue && !this.isOver && !this.#response.headersSent) this.#response.writeContinue();
  }

  inform(status: number, headers: readonly string[]): void {
    if (this.head.httpVersion === '1.0' || status !== 103 || this.isOver) return;
    const hints: Record<string, string | string[]> = {};
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i]!.toLowerCase();
      const before = hints[name];
      hints[name] = before === undefined ? headers[i + 1]! : [before, headers[i + 1]!].flat();
    }
    if (hints.link !== undefined) this.#response.writeEarlyHints(hints);
  }

  respond(status: number, statusText: string, headers: string[]): void {
    this.status = status;
    // A body that nobody reads any more would be taken for the next request.
    if (this.body !== null && !this.#request.complete) this.closeAfter();
    if (statusText === '') this.#response.writeHead(status, headers);
    else this.#response.writeHead(status, statusText, headers);
  }

  flush(): void {
    this.#response.flushHeaders();
  }

  write(chunk: Buffer): boolean {
    const isFirst = this.sentBytes === 0;
    this.sentBytes += chunk.length;
    // Head and body as one text go out in one write; latin1 takes every byte as it is.
    if (isFirst && chunk.length <= smallBytes) return this.#response.write(chunk.toString('latin1'), 'latin1');
    return this.#response.write(chunk);
  }

  onDrain(call: () => void): void {
    this.#response.once('drain', call);
  }

  end(trailers: readonly string[] | null): void {
    if (trailers !== null && trailers.length > 0) this.#response.addTrailers(pairs(trailers));
    this.#response.end();
    if (this.body !== null && !this.#request.complete) this.#linger();
  }

  abort(): void {
    this.#request.socket.destroy();
  }

  onGone(call: () => void): void {
    this.#response.once('close', () => {
      if (!this.#response.writableFinished) call();
    });
  }

  closeAfter(): void {
    this.#response.shouldKeepAlive = false;
    this.#onLast();
  }

  // Closing with bytes unread resets the connection, and the reset may overtake the answer.
  #linger(): void {
    const { socket } = this.#request;
    this.#request.resume();
    setTimeout(() => socket.destroy(), lingeringMs).unref();
  }
}

function pairs(flat: readonly string[]): [string, string][] {
  const those: [string, string][] = [];
  for (let i = 0; i < flat.length; i += 2) those.push([flat[i]!, flat[i + 1]!]);
  return those;
}
