import type Database from 'better-sqlite3';
import { busyTimeoutMs } from './open-database.ts';

export interface Checkpoints {
  /** After a commit of about this many bytes; now and then moves the log into the database, 5 to 10 ms. */
  committed(bytes: number): void;
  /** Empties the log. Answers false where a reader stands in the way. */
  empty(): boolean;
}

const pageBytes = 4096;
// Small enough to stay in the page cache, large enough that hot pages are copied once for many commits.
const passiveBytes = 4 * 1024 * 1024;
// Only a reader that holds an old view for long lets the log grow so far.
const truncateBytes = 64 * 1024 * 1024;

export function checkpoints(db: Database.Database): Checkpoints {
  const passive = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
  const truncate = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  let writtenBytes = 0;

  return {
    committed(bytes) {
      // At the least a leaf of the sessions and one of the journal; a batch's rows come to about twice their bytes.
      writtenBytes += 2 * pageBytes + 2 * bytes;
      if (writtenBytes < passiveBytes) return;
      writtenBytes = 0;
      const { log } = passive.get() as { log: number };
      if (log * pageBytes < truncateBytes) return;
      // A reader in the way is a backup: no claim waits for its end, the log grows a little more.
      db.pragma('busy_timeout = 0');
      truncate.get();
      db.pragma(`busy_timeout = ${busyTimeoutMs}`);
    },
    empty() {
      writtenBytes = 0;
      return (truncate.get() as { busy: number }).busy === 0;
    },
  };
}
