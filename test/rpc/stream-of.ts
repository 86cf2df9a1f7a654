import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';

/** What a server streams, to be read one by one. It is cancelled when the test ends. */
export function streamOf<Message>(call: ClientReadableStream<Message>) {
  const ended = new Promise<ServiceError | undefined>((resolve) => {
    call.once('error', (error) => resolve(error as ServiceError));
    call.once('end', () => resolve(undefined));
  });
  onTestFinished(() => call.cancel());

  async function next(): Promise<Message | undefined> {
    for (;;) {
      const message = call.read() as Message | null;
      if (message !== null) return message;
      const more = new Promise<'more'>((resolve) => call.once('readable', () => resolve('more')));
      if ((await Promise.race([more, ended])) !== 'more') return (call.read() as Message | null) ?? undefined;
    }
  }

  return {
    next,
    /** All that is still to come. */
    async rest(): Promise<Message[]> {
      const messages: Message[] = [];
      for (let message = await next(); message !== undefined; message = await next()) messages.push(message);
      return messages;
    },
    /** Reads until the end; what it failed by, if it did. */
    async error(): Promise<ServiceError | undefined> {
      while ((await next()) !== undefined) {
        // to the end
      }
      return ended;
    },
    cancel: () => call.cancel(),
    /** Until the first event of the stream's end, without reading. */
    ended,
  };
}
