/** The writer's thread: it alone changes lbd.db while lbd runs. Compiled, and loaded by file name. */
import { parentPort, workerData } from 'node:worker_threads';
import { diskCode } from './disk-error.ts';
import { openWriteConnection, type WriteConnection } from './write-connection.ts';
import type { WriterAnswer, WriterRequest, WriterSetup } from './writer-messages.ts';

const pruneEveryMs = 10_000;

const port = parentPort;
if (port === null) throw new Error('this file is a worker of the store');
const setup = workerData as WriterSetup;
let connection: WriteConnection | undefined;

port.on('message', (request: WriterRequest) => {
  port.postMessage(answer(request));
  // After the answer: the callers don't wait for it.
  guarded(() => connection?.checkpointIfDue());
});

function answer(request: WriterRequest): WriterAnswer {
  try {
    if (request instanceof ArrayBuffer) return opened().commit(request);
    switch (request.kind) {
      case 'open':
        connection?.close();
        connection = undefined;
        connection = openWriteConnection(setup, request.clock, request.afterFailure);
        if (!request.afterFailure) return connection.sequence;
        return { sequence: connection.sequence, lines: connection.linesAfter(request.toldTo) };
      case 'beat':
        return opened().beat(request.clock, false);
      case 'close': {
        const sequence = opened().beat(request.clock, true);
        connection?.close();
        connection = undefined;
        clearTimeout(pruning);
        port?.close();
        return sequence;
      }
    }
  } catch (error) {
    const outcome = guarded(() => connection?.failed(error)) ?? 'refused';
    if (outcome !== 'bug') {
      guarded(() => connection?.abandon());
      connection = undefined;
    }
    return { outcome, code: diskCode(error), message: error instanceof Error ? error.message : String(error) };
  }
}

function opened(): WriteConnection {
  if (connection === undefined) throw new Error('the database is not open');
  return connection;
}

/** Work that nobody asked for must not fail anybody: if the disk is the reason, the next commit says so. */
function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

let pruning = setTimeout(prune, pruneEveryMs);

/** A slice at a time, with the loop's turn between, in which commits come first. */
function prune(): void {
  const more = guarded(() => connection?.pruneJournal()) === true;
  pruning = setTimeout(prune, more ? 0 : pruneEveryMs);
}
