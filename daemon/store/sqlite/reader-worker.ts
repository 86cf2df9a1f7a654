/** The reader's thread: whatever takes time and changes nothing. Compiled, and loaded by file name. */
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from './open-database.ts';
import type { ReaderAnswer, ReaderRequest } from './reader-messages.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a worker of the store');
const db = openForReading((workerData as { file: string }).file);
const sessionId = db.prepare('SELECT session_id FROM sessions WHERE slot = ? AND serial = ?').pluck();

// One transaction, so that all answers are of one moment.
const sessionIds = db.transaction((refs: readonly { slot: number; serial: number }[]) =>
  refs.map(({ slot, serial }) => (sessionId.get(slot, serial) as string | null | undefined) ?? null),
);

function answer(request: ReaderRequest): unknown {
  switch (request.kind) {
    case 'session-ids':
      return sessionIds(request.refs);
    case 'check':
      return db.pragma('quick_check(1)', { simple: true });
  }
}

port.on('message', (request: ReaderRequest) => {
  const { id } = request;
  let reply: ReaderAnswer;
  try {
    reply = { id, value: answer(request) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
});
