import { openForReading } from './open-database.ts';

// 4 MB, a few milliseconds: other questions to the reader's thread come between.
const pagesAtATime = 1024;

/**
 * Copies the database to `to`, as it is now, while it is written.
 *
 * The read transaction keeps the view of this moment. Without it every commit between two steps would make SQLite begin
 * the copy anew, and under load it would never end.
 */
export async function copyDatabase(file: string, to: string): Promise<void> {
  const db = openForReading(file);
  try {
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM dataset').get(); // the view begins with the first read
    await db.backup(to, { progress: () => pagesAtATime });
  } finally {
    db.close();
  }
}
