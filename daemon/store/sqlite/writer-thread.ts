import type { Worker } from 'node:worker_threads';
import { startWorker } from './worker-thread.ts';
import type { WriterAnswer, WriterRequest, WriterSetup } from './writer-messages.ts';

/** The writer's thread as its owner sees it: one request at a time, and one answer to each. */
export interface WriterThread {
  /** A thread that is gone is started again. A thread that dies before it answers has an unknown outcome. */
  ask(request: WriterRequest, answered: (answer: WriterAnswer) => void): void;
  stop(): Promise<void>;
}

/** @param died called when the thread ends while nothing is asked of it */
export function writerThread(setup: WriterSetup, died: (why: string) => void): WriterThread {
  let worker: Worker | undefined;
  let waiting: ((answer: WriterAnswer) => void) | undefined;
  let lastError = '';

  function start(): Worker {
    const started = startWorker('writer-worker', setup);
    started.on('message', (answer: WriterAnswer) => {
      const answered = waiting;
      waiting = undefined;
      answered?.(answer);
    });
    started.on('error', (error) => {
      lastError = error instanceof Error ? error.message : String(error);
    });
    started.on('exit', (code) => {
      if (worker !== started) return;
      worker = undefined;
      const message = `the store's writer thread ended with ${lastError === '' ? `code ${code}` : `"${lastError}"`}`;
      lastError = '';
      const answered = waiting;
      waiting = undefined;
      if (answered) answered({ outcome: 'unknown', code: '', message });
      else died(message);
    });
    return started;
  }

  return {
    ask(request, answered) {
      waiting = answered;
      worker ??= start();
      worker.postMessage(request, request instanceof ArrayBuffer ? [request] : []);
    },
    async stop() {
      const stopped = worker;
      worker = undefined;
      waiting = undefined;
      await stopped?.terminate();
    },
  };
}
