import type { JournalLine } from '../../core/ports.ts';
import { batchApplier } from './apply-batch.ts';
import type { BatchClock } from './batch.ts';
import { checkpoints } from './checkpoints.ts';
import { diskCode } from './disk-error.ts';
import { journalPruner } from './journal-pruner.ts';
import { linesOf, type StoredLine } from './journal-rows.ts';
import { openForWriting } from './open-database.ts';
import type { Committed, WriterFailure, WriterSetup } from './writer-messages.ts';

/** One connection's life: from opening to closing, or to the first failure of the disk. */
export interface WriteConnection {
  readonly sequence: number;
  /** Writes a batch in one transaction; answers the newest journal number, with more where there is more to tell. */
  commit(packed: ArrayBuffer): number | Committed;
  /** Lines after that number. */
  linesAfter(sequence: number): JournalLine[];
  beat(clock: BatchClock, clean: boolean): number;
  checkpointIfDue(): void;
  /** Deletes a slice of what is due; answers whether there may be more. */
  pruneJournal(): boolean;
  /** After a call that threw: rolls back what is open, and tells what became of it. */
  failed(error: unknown): WriterFailure['outcome'];
  /** Closes, and leaves the log as it is. */
  abandon(): void;
  /** Empties the log, and closes. */
  close(): void;
}

/**
 * Opens and proves by a first heartbeat that it can write.
 *
 * After a failure the log is emptied: frames of a commit that failed may be in it, and a later crash could bring them
 * back. What the new connection reads after that is the truth.
 */
export function openWriteConnection(setup: WriterSetup, clock: BatchClock, afterFailure: boolean): WriteConnection {
  const db = openForWriting(setup.file, setup.durability);
  try {
    const applier = batchApplier(db);
    const log = checkpoints(db);
    const pruner = journalPruner(db, setup.journal);
    const begin = db.prepare('BEGIN IMMEDIATE');
    const end = db.prepare('COMMIT');
    let sequence = db
      .prepare(
        'SELECT max(sequence) FROM (SELECT max(sequence) AS sequence FROM journal UNION ALL SELECT sequence FROM heartbeat)',
      )
      .pluck()
      .get() as number;
    let wallMs = clock.wallMs;
    let committing = false;
    let bytes = 0;

    function transaction<T>(work: () => T): T {
      begin.run();
      const result = work();
      committing = true;
      end.run();
      committing = false;
      return result;
    }

    function beat(at: BatchClock, clean: boolean): number {
      wallMs = at.wallMs;
      transaction(() =>
        applier.beat({ leaseMs: Math.trunc(at.leaseMs), wallMs: Math.trunc(at.wallMs) }, sequence, clean),
      );
      return sequence;
    }

    beat(clock, false);
    if (afterFailure && !log.empty()) throw new Error('a reader keeps the log from being emptied');

    return {
      get sequence() {
        return sequence;
      },
      commit(packed) {
        const applied = transaction(() => applier.apply(packed, sequence));
        sequence = applied.sequence;
        wallMs = applied.wallMs;
        pruner.inserted(applied.journalRows);
        bytes += packed.byteLength;
        const { undone, told } = applied;
        return undone.length + told.length === 0 ? sequence : { sequence, undone, told };
      },
      linesAfter(after) {
        return linesOf(
          db.prepare('SELECT * FROM journal WHERE sequence > ? ORDER BY sequence').all(after) as StoredLine[],
        );
      },
      beat,
      checkpointIfDue() {
        if (bytes > 0) log.committed(bytes);
        bytes = 0;
      },
      pruneJournal: () => pruner.prune(wallMs),
      failed(error) {
        const whileCommitting = committing;
        committing = false;
        if (db.inTransaction) db.exec('ROLLBACK');
        return outcomeOf(diskCode(error), whileCommitting);
      },
      abandon() {
        db.close();
      },
      close() {
        log.empty();
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function outcomeOf(code: string, whileCommitting: boolean): WriterFailure['outcome'] {
  const full = code.startsWith('SQLITE_FULL');
  // A full disk and a lock are met before the commit's last frame is written. Any other error of a COMMIT comes from a
  // write or a sync, and nobody knows how far it went.
  if (whileCommitting && !full && !code.startsWith('SQLITE_BUSY')) return 'unknown';
  const ourFault = !code.startsWith('SQLITE_') || /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG|ERROR)/.test(code);
  return ourFault ? 'bug' : 'refused';
}
