import Database from 'better-sqlite3';

/** `full` keeps what was acknowledged through a power loss; `normal` through a crash of lbd only, and is faster. */
export type Durability = 'full' | 'normal';

/** Opens lbd.db for writing. */
export function openForWriting(file: string, durability: Durability): Database.Database {
  // 2 s for another program's short write: a person with the sqlite3 shell.
  const db = new Database(file, { fileMustExist: true, timeout: 2000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma(`synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`);
    // Checkpoints come between commits, by hand: the automatic ones make a commit wait.
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('cache_size = -32768');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens lbd.db for reading beside its writer. */
export function openForReading(file: string): Database.Database {
  // No mmap: with it an error of the disk is a signal that ends the whole process.
  return new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
}
