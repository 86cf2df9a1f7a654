import type { Worker } from 'node:worker_threads';
import { LbError } from '../../core/errors.ts';
import { diskProblem } from './disk-error.ts';
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts';
import { startWorker } from './worker-thread.ts';

/** Reads committed state on a thread of its own, which is started when first asked, and again if it died. */
export interface Reader {
  /** @throws LbError `store-unavailable`, whose cause is the disk's own words as a `DiskFailure` */
  ask(question: ReaderQuestion): Promise<unknown>;
  close(): Promise<void>;
}

export interface DiskFailure {
  readonly code: string;
  readonly message: string;
}

export function openReader(file: string): Reader {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let worker: Worker | undefined;
  let asked = 0;
  let closed = false;

  function start(): Worker {
    const started = startWorker('reader-worker', { file });
    let lastError = 'its thread ended';
    started.on('message', ({ id, value, error, code = '' }: ReaderAnswer) => {
      const caller = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) caller?.resolve(value);
      else caller?.reject(unreadable({ code, message: error }));
    });
    started.on('error', (error) => {
      lastError = error instanceof Error ? error.message : String(error);
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = undefined;
      for (const caller of waiting.values()) caller.reject(unreadable({ code: '', message: lastError }));
      waiting.clear();
    });
    return started;
  }

  function unreadable(failure: DiskFailure): LbError {
    const { code, message } = failure;
    const why = code === '' ? message : diskProblem(code, message, file);
    return new LbError('store-unavailable', `"${file}" can't be read now: ${why}`, { cause: failure });
  }

  return {
    ask(question) {
      if (closed) return Promise.reject(new LbError('shutting-down', 'lbd is stopping; nothing is read any more'));
      return new Promise((resolve, reject) => {
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, ...question });
      });
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}
