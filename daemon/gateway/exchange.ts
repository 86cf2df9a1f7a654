import type { Readable } from 'node:stream';
import type { HttpHeaders } from '../affinity/http-head.ts';
import type { Peer } from './peers.ts';

/** The head of a request as it came, before anybody looked at it. */
export interface RequestHead {
  readonly method: string;
  /** As it stood in the request line, or `:path`. */
  readonly target: string;
  readonly httpVersion: '1.0' | '1.1' | '2.0';
  /** Name, value, name, value, in the order and writing of the client; pseudo-headers are not among them. */
  readonly rawHeaders: readonly string[];
  /** Names in lower case. */
  readonly headers: HttpHeaders;
  /** Of HTTP/2; null elsewhere, where the Host header says it. */
  readonly authority: string | null;
}

/** One request of a client, and the way its answer goes back: HTTP/1.1, HTTP/2 or an upgrade alike. */
export interface Exchange {
  readonly head: RequestHead;
  readonly peer: Peer;
  /** Null for a request without one. */
  readonly body: Readable | null;
  /** Of the answer; 0 before. */
  status: number;
  /** Of the answer's body. */
  sentBytes: number;
  /** The client has gone, or has its whole answer. */
  readonly isOver: boolean;
  /** Tells the client, who asked, that its body is wanted. */
  continue(): void;
  /** An answer before the answer, such as 103. */
  inform(status: number, headers: readonly string[]): void;
  /** @param headers name, value, name, value */
  respond(status: number, statusText: string, headers: string[]): void;
  /** Sends the head now: the body may be long in coming. */
  flush(): void;
  /** False when the client is to be waited for. */
  write(chunk: Buffer): boolean;
  /** Called once, when more may be written. */
  onDrain(call: () => void): void;
  /** @param trailers name, value, name, value; null for none */
  end(trailers: readonly string[] | null): void;
  /** Breaks off, so that the client sees that its answer is not whole. */
  abort(): void;
  /** Called once, if the client goes before its answer is whole. */
  onGone(call: () => void): void;
  /** After the answer the connection ends. */
  closeAfter(): void;
}
