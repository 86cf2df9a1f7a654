/** The reader's thread: whatever takes time and changes nothing. Compiled, and loaded by file name. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SlotRef } from '../../core/ports.ts';
import { copyDatabase } from './copy-database.ts';
import { diskCode } from './disk-error.ts';
import { queryJournal } from './journal-query.ts';
import { labelQueries } from './label-query.ts';
import { openForReading } from './open-database.ts';
import { type ReaderAnswer, type ReaderRequest, unpackRefs } from './reader-messages.ts';

const port = parentPort;
if (port === null) throw new Error('this file is a worker of the store');
const { file } = workerData as { file: string };
const db = openForReading(file);
const sessionId = db.prepare('SELECT session_id FROM sessions WHERE slot = ? AND serial = ?').pluck();
const { labels, labelled } = labelQueries(db);

// One transaction, so that all answers are of one moment.
const sessionIds = db.transaction((refs: readonly SlotRef[]) =>
  refs.map(({ slot, serial }) => (sessionId.get(slot, serial) as string | null | undefined) ?? null),
);

function answer(request: ReaderRequest): unknown {
  switch (request.kind) {
    case 'session-ids':
      return sessionIds(unpackRefs(request.refs));
    case 'labels':
      return labels(unpackRefs(request.refs));
    case 'labelled':
      return labelled(request.name, request.value, request.fromSlot, request.endSlot);
    case 'events':
      return queryJournal(db, request.query);
    case 'copy':
      return copyDatabase(file, request.to);
    case 'check':
      return db.pragma('quick_check(1)', { simple: true });
  }
}

port.on('message', async (request: ReaderRequest) => {
  const { id } = request;
  let reply: ReaderAnswer;
  try {
    reply = { id, value: await answer(request) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error), code: diskCode(error) };
  }
  port.postMessage(reply, reply.value instanceof Uint32Array ? [reply.value.buffer as ArrayBuffer] : []);
});
