import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

const { resolve } = createRequire(import.meta.url);

/**
 * Starts a worker of this room from its compiled file: Node can't run a worker from TypeScript, and from dist the
 * `imports` of package.json find the same file as from the sources.
 */
export function startWorker(name: 'writer-worker' | 'reader-worker', workerData: unknown): Worker {
  return new Worker(resolve(`#store/sqlite/${name}.js`), { workerData, name });
}
