import { status } from '@grpc/grpc-js';
import { routingService } from '../../proto/contract.ts';
import type { RouteStreamResponse__Output } from '../../proto/generated/lb/v1/RouteStreamResponse.ts';
import type { Channel, RouteStream } from './channel.ts';
import { type CallStatus, errorOfCall, errorOfItem, LbdError } from './lbd-error.ts';
import { encodeBatch } from './route-batch.ts';
import type { RouteCall } from './route-call.ts';

/** What lbd takes in one message. */
const maxRoutes = 1_024;
/** Below the smallest limit of a message that an lbd can be given. */
const maxBatchBytes = 14_000;
/** Of messages, half of what lbd reads: who calls meanwhile shares the next one. */
const maxInFlight = 32;
/** More would only wait: bounded memory when lbd is slow. */
const maxWaiting = 100_000;
/** A stream that was refused is tried again after so long: lbd may have been replaced by a newer one. */
const unaryForMs = 60_000;
const firstPauseMs = 50;
const longestPauseMs = 1_000;
/** Under a call that may itself be what breaks them. */
const maxBreaks = 8;

/** Carries calls of Route over one stream: those of one turn of the event loop in one message. */
export class RouteCalls {
  readonly #channel: Channel;
  readonly #awayForMs: number;
  #waiting: RouteCall[] = [];
  readonly #inFlight = new Map<number, readonly RouteCall[]>();
  #sequence = 0;
  #stream: RouteStream | undefined;
  /** The stream takes no more until it says so. */
  #isBlocked = false;
  #isSendingSoon = false;
  #pause: NodeJS.Timeout | undefined;
  #pauseMs = firstPauseMs;
  #unaryUntilMs = 0;
  /** Since when no stream was answered, and why the last one broke. */
  #away: { readonly sinceMs: number; error: LbdError } | undefined;

  /** @param awayForMs  how long calls wait for an lbd that is away before they fail */
  constructor(channel: Channel, awayForMs: number) {
    this.#channel = channel;
    this.#awayForMs = awayForMs;
  }

  /** Why lbd can't be reached now; undefined when it can, for all that is known. */
  get trouble(): LbdError | undefined {
    return this.#away?.error;
  }

  add(call: RouteCall): void {
    if (this.#waiting.length >= maxWaiting) {
      const message = `${maxWaiting} calls wait for lbd already`;
      call.reject(new LbdError({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_CALLS', message }));
    } else if (this.#pause !== undefined && this.#isAwayTooLong()) {
      call.reject(this.#away!.error);
    } else {
      this.#waiting.push(call);
      this.#sendSoon();
    }
  }

  close(error: LbdError): void {
    clearTimeout(this.#pause);
    for (const call of this.#takeAll()) call.reject(error);
    this.#stream?.cancel();
    this.#stream = undefined;
  }

  /** By a call of its own, which may wait for a session's home, and be as large as lbd takes it. */
  byUnary(call: RouteCall): void {
    this.#channel.unary(routingService.Route, call.bytes, call).then(
      (answer) => call.resolve(answer!),
      (error: LbdError) => call.reject(error),
    );
  }

  #sendSoon(): void {
    if (this.#isSendingSoon) return;
    this.#isSendingSoon = true;
    setImmediate(() => {
      this.#isSendingSoon = false;
      this.#send();
    });
  }

  #send(): void {
    if (Date.now() < this.#unaryUntilMs) {
      for (const call of this.#waiting.splice(0)) if (!call.isOver) this.byUnary(call);
      return;
    }
    while (this.#pause === undefined && !this.#isBlocked && this.#inFlight.size < maxInFlight) {
      const batch = this.#nextBatch();
      if (batch.length === 0) return;
      this.#stream ??= this.#open();
      this.#sequence += 1;
      this.#inFlight.set(this.#sequence, batch);
      const requests = batch.map(({ bytes }) => bytes);
      this.#isBlocked = !this.#stream.write(encodeBatch(this.#sequence, requests));
    }
  }

  #nextBatch(): RouteCall[] {
    const batch: RouteCall[] = [];
    let bytes = 0;
    let taken = 0;
    for (const call of this.#waiting) {
      if (!call.isOver) {
        if (call.bytes.length > maxBatchBytes) this.byUnary(call);
        else if (batch.length === maxRoutes || bytes + call.bytes.length > maxBatchBytes) break;
        else {
          bytes += call.bytes.length;
          batch.push(call);
        }
      }
      taken += 1;
    }
    // Mostly all of them: then nothing is moved.
    if (taken === this.#waiting.length) this.#waiting = [];
    else this.#waiting.splice(0, taken);
    return batch;
  }

  #open(): RouteStream {
    const stream = this.#channel.openRouteStream();
    this.#isBlocked = false;
    stream.on('data', (answer: RouteStreamResponse__Output) => this.#answered(answer));
    stream.on('drain', () => {
      this.#isBlocked = false;
      this.#send();
    });
    stream.on('error', () => {}); // the status tells the same
    stream.on('status', (end: CallStatus) => {
      if (this.#stream === stream) this.#broke(end);
    });
    return stream;
  }

  #answered({ sequence, results }: RouteStreamResponse__Output): void {
    const batch = this.#inFlight.get(sequence);
    if (batch === undefined) return;
    this.#inFlight.delete(sequence);
    this.#away = undefined;
    this.#pauseMs = firstPauseMs;
    for (const [i, call] of batch.entries()) {
      const { response, error } = results[i] ?? {};
      if (response) call.resolve(response);
      else if (error) this.#refused(call, errorOfItem(error));
      else call.reject(new LbdError({ code: 'INTERNAL', reason: 'NO_ANSWER', message: 'lbd left a route out' }));
    }
    if (this.#waiting.length > 0) this.#sendSoon();
  }

  #refused(call: RouteCall, error: LbdError): void {
    // On the stream a held session would hold up the others of its message; a call of its own may wait for its home.
    const isHeld = error.reason === 'HOME_UNAVAILABLE' && error.metadata.reaction === 'hold';
    if (isHeld && !call.isOver) this.byUnary(call);
    else call.reject(error);
  }

  /** Route may be repeated: what was in flight is asked again, each call within its deadline. */
  #broke(end: CallStatus): void {
    const inFlight = [...this.#inFlight.values()].flat();
    this.#inFlight.clear();
    this.#stream = undefined;
    this.#isBlocked = false;
    if (end.code === status.UNIMPLEMENTED) this.#unaryUntilMs = Date.now() + unaryForMs;
    if (end.code === status.UNAVAILABLE) this.#lost(inFlight, errorOfCall(end));
    else for (const call of inFlight) if (!call.isOver) this.byUnary(call); // each learns by itself what it does
    if (this.#pause === undefined) this.#send();
  }

  #lost(inFlight: readonly RouteCall[], error: LbdError): void {
    for (const call of inFlight) call.breaks += 1;
    this.#waiting = [...inFlight, ...this.#waiting];
    // A stream that nobody used may break when it likes.
    if (this.#waiting.length === 0) return;
    this.#away = { sinceMs: this.#away?.sinceMs ?? Date.now(), error };
    if (this.#isAwayTooLong()) for (const call of this.#takeAll()) call.reject(error);
    else for (const call of this.#waiting) if (call.breaks >= maxBreaks) call.reject(error);
    const pauseMs = this.#pauseMs * (0.75 + Math.random() / 2);
    this.#pauseMs = Math.min(2 * this.#pauseMs, longestPauseMs);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#send();
    }, pauseMs);
    // Whoever waits has a timer of its own; nobody else keeps the process for this.
    this.#pause.unref();
  }

  #isAwayTooLong(): boolean {
    return this.#away !== undefined && Date.now() - this.#away.sinceMs >= this.#awayForMs;
  }

  #takeAll(): RouteCall[] {
    const all = [...this.#inFlight.values()].flat().concat(this.#waiting);
    this.#inFlight.clear();
    this.#waiting = [];
    return all;
  }
}
