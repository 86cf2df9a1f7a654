import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/ports.ts';

/** Unread by the client before nothing more is written to it. */
const mostUnreadBytes = 256 * 1_024;
/** How long it may stay so. */
const mostBehindMs = 15_000;
/** A comment as often as this: proxies between keep the connection, and one that is dead is found out. */
const heartbeatMs = 15_000;

/** One reader of server-sent events. Its memory is bounded: who does not read is let go. */
export interface EventStream {
  /** Writes an event, unless the reader is behind or gone: then it is lost, and false is answered. */
  send(event: string, data: unknown, id?: number): boolean;
  /** The same of JSON that is text already, as it is where many are told the same. */
  sendJson(event: string, json: string, id?: number): boolean;
  /** Resolves when the reader has caught up, or is gone. */
  caughtUp(): Promise<void>;
  /** Of the reader's going, whichever end it was. */
  readonly signal: AbortSignal;
  end(): void;
}

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function openEventStream(response: ServerResponse, clock: Clock): EventStream {
  const gone = new AbortController();
  const { signal } = gone;
  let callOffHeartbeat = clock.after(heartbeatMs, beat);
  let callOffPatience: (() => void) | undefined;

  function beat(): void {
    callOffHeartbeat = clock.after(heartbeatMs, beat);
    if (!isBehind()) response.write(':\n\n');
  }
  function isBehind(): boolean {
    return response.writableLength > mostUnreadBytes;
  }
  function mindBehind(): void {
    if (!isBehind() || callOffPatience !== undefined) return;
    callOffPatience = clock.after(mostBehindMs, () => response.destroy());
  }

  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would keep what is written until its buffer is full.
    'x-accel-buffering': 'no',
  });
  response.flushHeaders();
  response.on('drain', () => {
    callOffPatience?.();
    callOffPatience = undefined;
  });
  response.once('close', () => {
    callOffHeartbeat();
    callOffPatience?.();
    gone.abort();
  });
  response.on('error', () => {});

  function sendJson(event: string, json: string, id?: number): boolean {
    if (signal.aborted || isBehind()) return false;
    // JSON has no line feed, so one data line holds it.
    const idLine = id === undefined ? '' : `id: ${id}\n`;
    response.write(`${idLine}event: ${event}\ndata: ${json}\n\n`);
    mindBehind();
    return true;
  }

  return {
    signal,
    send: (event, data, id) => sendJson(event, JSON.stringify(data), id),
    sendJson,
    caughtUp() {
      if (signal.aborted || !isBehind()) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          response.removeListener('drain', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        response.once('drain', done);
        signal.addEventListener('abort', done);
      });
    },
    end: () => void response.end(),
  };
}
