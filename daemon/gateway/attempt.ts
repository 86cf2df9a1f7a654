import type { Readable } from 'node:stream';
import type { BackendAnswer } from './backend-answer.ts';
import type { Line } from './backends.ts';
import type { Exchange } from './exchange.ts';

/** How an attempt at a backend failed. */
export type Failure =
  /** No connection came about: the backend has seen nothing of the request. */
  | 'refused'
  /** The connection ended before the first byte of an answer. */
  | 'reset'
  /** No answer in time. */
  | 'silent'
  /** What came back is no HTTP. */
  | 'garbled'
  /** The request can't be sent as it is. */
  | 'unfit';

/** A request as the backend gets it. */
export interface Order {
  readonly method: string;
  readonly target: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  readonly body: Readable | null;
}

/** Who began the attempt. */
export interface Attempted {
  /** The headers for the client; null when the client is to get nothing of it. */
  answered(answer: BackendAnswer): string[] | null | Promise<string[] | null>;
  /** Nothing of an answer went to the client. `isSent`: the backend may have acted on the request. */
  failed(failure: Failure, error: Error, isSent: boolean): void;
  /** The attempt is over; `isWhole` when the client has all of the answer. */
  ended(isWhole: boolean): void;
}

/** A request on its way to one backend, and the answer on its way back. */
export interface Attempt {
  /** It has no end of its own: an event stream, an upgraded connection. */
  readonly isEndless: boolean;
  /** The client is no longer there for it. */
  cancel(): void;
  /** The backend is to be left: a connection that lasts is ended so that its client comes again. */
  close(): void;
}

export type Carrier = (line: Line, order: Order, exchange: Exchange, by: Attempted) => Attempt;
