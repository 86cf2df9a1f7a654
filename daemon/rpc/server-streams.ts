import { type handleServerStreamingCall, type ServerWritableStream, status } from '@grpc/grpc-js';
import type { RpcLog } from './log.ts';
import { type Refusal, refusal, refusalOf } from './status.ts';

/** Writes one message; resolves when the client's window has taken it, or when the stream is over. */
export type Send<Response> = (message: Response) => Promise<void>;

export interface ServerStreams {
  /**
   * A handler from what it sends. Its signal tells that the client has gone, its deadline has passed or lbd stops;
   * whatever it throws is the call's failure.
   */
  streaming<Request, Response>(
    method: string,
    work: (
      request: Request,
      send: Send<Response>,
      signal: AbortSignal,
      call: ServerWritableStream<Request, Response>,
    ) => Promise<void>,
  ): handleServerStreamingCall<Request, Response>;
  /** Ends the streams: they would hold a stop up. */
  endStreams(): void;
}

export function serverStreams(log: RpcLog): ServerStreams {
  const stops = new Set<() => void>();
  let isStopping = false;
  return {
    streaming: (method, work) => (call) => {
      const leaving = new AbortController();
      let isOver = false;
      const end = (why?: Refusal): void => {
        if (isOver) return;
        isOver = true;
        stops.delete(stop);
        leaving.abort();
        if (why === undefined) call.end();
        else call.emit('error', why);
      };
      const stop = (): void => end(stopping());
      stops.add(stop);
      // Also when the deadline has passed, or the connection broke.
      call.once('cancelled', () => {
        isOver = true;
        stops.delete(stop);
        leaving.abort();
      });
      if (isStopping) {
        stop();
        return;
      }
      const send = (message: Parameters<typeof call.write>[0]): Promise<void> =>
        new Promise((resolve) => {
          if (isOver) return resolve();
          const taken = (): void => {
            leaving.signal.removeEventListener('abort', taken);
            resolve();
          };
          leaving.signal.addEventListener('abort', taken);
          call.write(message, taken);
        });
      // What it throws before its first await is the call's failure too.
      const working = async (): Promise<void> => work(call.request, send, leaving.signal, call);
      working().then(
        () => end(),
        (error: unknown) => end(refusalOf(error, method, log)),
      );
    },
    endStreams() {
      isStopping = true;
      for (const stop of [...stops]) stop();
    },
  };
}

function stopping(): Refusal {
  return refusal(status.UNAVAILABLE, 'SHUTTING_DOWN', 'lbd is stopping; ask again, here or elsewhere');
}
