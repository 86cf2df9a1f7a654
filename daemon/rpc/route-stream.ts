import { type ServerDuplexStream, status } from '@grpc/grpc-js';
import type { AnswerRoute } from './http-route.ts';
import type { RpcLog } from './log.ts';
import { RouteAnswerWriter, type RouteItem } from './route-answer-writer.ts';
import { type RouteBudget, routeBudget } from './route-budget.ts';
import { answerItems } from './route-items.ts';
import { openMessage, type RouteMessage, routesOf } from './route-message.ts';
import { itemError, type Refusal, refusal } from './status.ts';

/** Messages and answers are bytes: see route-message. */
export type RouteStreamCall = ServerDuplexStream<Buffer, Buffer>;

export interface RouteStreamFace {
  readonly handler: (call: RouteStreamCall) => void;
  /** Reads no more, answers what is in flight, then ends the streams: they would hold a stop up. */
  endStreams(): void;
}

const maxRoutes = 1_024;
/** On one stream, of messages: enough that a commit does not make a client wait that has more to ask. */
const maxInFlight = 64;
/** On one stream, of bytes of answers that the client does not read. */
const maxUnreadBytes = 65_536;
/** On all streams, of routes; each that waits for the store costs some 2 KB. */
const maxRoutesInFlight = 65_536;

export function routeStreamFace(answerRoute: AnswerRoute, log: RpcLog): RouteStreamFace {
  const budget = routeBudget(maxRoutesInFlight);
  const writer = new RouteAnswerWriter();
  const streams = new Set<RouteStream>();
  const errorItem = (error: unknown): RouteItem => ({ error: itemError(error, 'RouteStream', log) });
  let isStopping = false;
  return {
    handler(call) {
      const stream = new RouteStream(call, { answerRoute, budget, writer, errorItem });
      streams.add(stream);
      call.once('close', () => streams.delete(stream));
      if (isStopping) stream.stop();
    },
    endStreams() {
      isStopping = true;
      for (const stream of streams) stream.stop();
    },
  };
}

interface StreamParts {
  readonly answerRoute: AnswerRoute;
  readonly budget: RouteBudget;
  readonly writer: RouteAnswerWriter;
  readonly errorItem: (error: unknown) => RouteItem;
}

/** One client's stream. It is read on only while little of it is in flight, and while its answers are read. */
class RouteStream {
  readonly #call: RouteStreamCall;
  readonly #parts: StreamParts;
  #inFlight = 0;
  #unreadBytes = 0;
  /** What ends the stream when nothing is in flight any more. */
  #ending: Refusal | 'half-closed' | undefined;
  /** Nothing is read or written any more. */
  #isOver = false;

  constructor(call: RouteStreamCall, parts: StreamParts) {
    this.#call = call;
    this.#parts = parts;
    readNoFurtherThanNeeded(call);
    call.on('data', (bytes: Buffer) => this.#receive(bytes));
    call.once('end', () => this.#endWith('half-closed'));
    // Also when the deadline has passed, or the connection broke.
    call.once('cancelled', () => {
      this.#isOver = true;
    });
  }

  stop(): void {
    this.#endWith(refusal(status.UNAVAILABLE, 'SHUTTING_DOWN', 'lbd is stopping; connect again, here or elsewhere'));
  }

  #receive(bytes: Buffer): void {
    if (this.#isOver || this.#ending !== undefined) return;
    let message: RouteMessage;
    try {
      message = openMessage(bytes);
    } catch {
      this.#abort(refusal(status.INTERNAL, 'MALFORMED_MESSAGE', 'a message of the stream can not be decoded'));
      return;
    }
    const { routeCount } = message;
    if (routeCount === 0 || routeCount > maxRoutes) {
      const problem = `routes: must be 1 to 1,024, and there are ${routeCount}`;
      this.#abort(refusal(status.INVALID_ARGUMENT, 'INVALID_ARGUMENT', problem, { field: 'routes' }));
      return;
    }
    this.#inFlight += 1;
    this.#parts.budget.take(routeCount, () => this.#begin(message));
    if (this.#isFull()) this.#call.pause();
  }

  #begin(message: RouteMessage): void {
    const { answerRoute, errorItem } = this.#parts;
    let routes: ReturnType<typeof routesOf>;
    try {
      routes = this.#isOver ? [] : routesOf(message);
    } catch {
      this.#abort(refusal(status.INTERNAL, 'MALFORMED_MESSAGE', 'a message of the stream can not be decoded'));
      routes = [];
    }
    const done = (items: RouteItem[]): void => this.#answer(message, items);
    if (routes.length === 0) done([]);
    else answerItems({ routes, answerRoute, errorItem, isOver: () => this.#isOver, done });
  }

  #answer(message: RouteMessage, items: RouteItem[]): void {
    this.#inFlight -= 1;
    this.#parts.budget.giveBack(message.routeCount);
    if (this.#isOver) return;
    const answer = this.#parts.writer.answer(message.sequence, items);
    this.#unreadBytes += answer.length;
    this.#call.write(answer, () => {
      this.#unreadBytes -= answer.length;
      this.#goOn();
    });
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isOver) return;
    if (this.#ending !== undefined) this.#endWith(this.#ending);
    else if (this.#call.isPaused() && !this.#isFull()) this.#call.resume();
  }

  #isFull(): boolean {
    return this.#inFlight >= maxInFlight || this.#unreadBytes >= maxUnreadBytes;
  }

  #endWith(ending: Refusal | 'half-closed'): void {
    if (this.#isOver) return;
    this.#ending = ending;
    if (this.#inFlight > 0) return;
    if (ending === 'half-closed') {
      this.#isOver = true;
      this.#call.end();
    } else this.#abort(ending);
  }

  /** What is in flight is done, and told to nobody. */
  #abort(why: Refusal): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#call.emit('error', why);
    // What still comes is thrown away, or the connection's window would stay shut for the other calls.
    this.#call.resume();
  }
}

/**
 * The library decodes ahead of the reader until 16 messages wait. As nothing of a stream may be kept that is not in
 * flight, one is enough; there is no option for it.
 */
function readNoFurtherThanNeeded(call: RouteStreamCall): void {
  (call as unknown as { _readableState: { highWaterMark: number } })._readableState.highWaterMark = 1;
}
