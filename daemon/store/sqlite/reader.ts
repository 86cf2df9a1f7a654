import type { Worker } from 'node:worker_threads';
import { LbError } from '../../core/errors.ts';
import type { SessionId } from '../../core/model.ts';
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts';
import { startWorker } from './worker-thread.ts';

/** Reads committed state on a thread of its own, which is started when first asked, and again if it died. */
export interface Reader {
  sessionIds(refs: readonly { slot: number; serial: number }[]): Promise<readonly (SessionId | null)[]>;
  /** `ok`, or what is wrong with the file. */
  check(): Promise<string>;
  close(): Promise<void>;
}

export function openReader(file: string): Reader {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let worker: Worker | undefined;
  let asked = 0;

  function start(): Worker {
    const started = startWorker('reader-worker', { file });
    let lastError = 'it ended';
    started.on('message', ({ id, value, error }: ReaderAnswer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) caller?.resolve(value);
      else caller?.reject(unreadable(error));
    });
    started.on('error', (error) => {
      lastError = error instanceof Error ? error.message : String(error);
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = undefined;
      for (const caller of waiting.values()) caller.reject(unreadable(lastError));
      waiting.clear();
    });
    return started;
  }

  function unreadable(why: string): LbError {
    return new LbError('store-unavailable', `"${file}" can't be read now: ${why}`);
  }

  function ask(question: ReaderQuestion): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      worker ??= start();
      worker.postMessage({ id, ...question });
    });
  }

  return {
    sessionIds: (refs) => ask({ kind: 'session-ids', refs }) as Promise<readonly (SessionId | null)[]>,
    check: () => ask({ kind: 'check' }) as Promise<string>,
    async close() {
      await worker?.terminate();
    },
  };
}
