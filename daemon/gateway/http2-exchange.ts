import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { Readable } from 'node:stream';
import type { Exchange, RequestHead } from './exchange.ts';
import type { Peer } from './peers.ts';

/** A request over HTTP/2. */
export class Http2Exchange implements Exchange {
  readonly head: RequestHead;
  readonly peer: Peer;
  readonly body: Readable | null;
  status = 0;
  sentBytes = 0;
  readonly #stream: ServerHttp2Stream;
  readonly #wantsContinue: boolean;
  #isEnded = false;
  #trailers: readonly string[] | null = null;

  constructor(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    rawHeaders: readonly string[],
    hasBody: boolean,
    peer: Peer,
  ) {
    const regular: string[] = [];
    for (let i = 0; i < rawHeaders.length; i += 2) {
      if (!rawHeaders[i]!.startsWith(':')) regular.push(rawHeaders[i]!, rawHeaders[i + 1]!);
    }
    this.head = {
      method: headers[':method'] ?? 'GET',
      target: headers[':path'] ?? '',
      httpVersion: '2.0',
      rawHeaders: regular,
      headers,
      authority: headers[':authority'] ?? (typeof headers.host === 'string' ? headers.host : ''),
    };
    this.peer = peer;
    this.body = hasBody ? stream : null;
    this.#stream = stream;
    this.#wantsContinue = headers.expect === '100-continue';
    stream.on('error', () => {}); // 'close' follows
  }

  get isOver(): boolean {
    return this.#stream.destroyed || this.#stream.closed || this.#stream.writableEnded;
  }

  continue(): void {
    if (this.#wantsContinue && !this.isOver && !this.#stream.headersSent)
      this.#stream.additionalHeaders({ ':status': 100 });
  }

  inform(status: number, headers: readonly string[]): void {
    if (!this.isOver && !this.#stream.headersSent) this.#stream.additionalHeaders(fields(headers, status));
  }

  respond(status: number, _statusText: string, headers: string[]): void {
    this.status = status;
    const endStream = this.head.method === 'HEAD' || status === 204 || status === 304;
    this.#stream.respond(fields(headers, status), { endStream, waitForTrailers: !endStream });
    this.#isEnded = endStream;
    if (endStream) return;
    this.#stream.once('wantTrailers', () => {
      if (this.#trailers !== null && this.#trailers.length > 0) this.#stream.sendTrailers(fields(this.#trailers));
      else this.#stream.close();
    });
  }

  flush(): void {
    // It went out with respond.
  }

  write(chunk: Buffer): boolean {
    this.sentBytes += chunk.length;
    return this.#stream.write(chunk);
  }

  onDrain(call: () => void): void {
    this.#stream.once('drain', call);
  }

  end(trailers: readonly string[] | null): void {
    this.#isEnded = true;
    this.#trailers = trailers;
    this.#stream.end();
    // The rest of a body that nobody wants: the client is told to stop, without harm to its answer.
    if (this.body !== null && !this.body.readableEnded) this.body.resume();
  }

  abort(): void {
    this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  }

  onGone(call: () => void): void {
    this.#stream.once('close', () => {
      if (!this.#isEnded) call(); // Node ends a stream that was reset
    });
  }

  closeAfter(): void {
    // A stream ends by itself, and its connection has done nothing wrong.
  }
}

function fields(flat: readonly string[], status?: number): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = status === undefined ? {} : { ':status': status };
  for (let i = 0; i < flat.length; i += 2) {
    const name = flat[i]!.toLowerCase();
    const before = headers[name];
    if (before === undefined) headers[name] = flat[i + 1];
    else if (Array.isArray(before)) before.push(flat[i + 1]!);
    else headers[name] = [String(before), flat[i + 1]!];
  }
  return headers;
}
