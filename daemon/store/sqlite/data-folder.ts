import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
import { diskCode, refusal } from './disk-error.ts';

/** The folder of one lbd: nobody else reads it, and no second lbd writes it. */
export interface DataFolder {
  /** Path of the database; the file exists, perhaps empty. */
  readonly file: string;
  /** Lets another lbd in. Safe to repeat. */
  release(): void;
}

/**
 * Takes the folder for this process, making it when it is not there.
 *
 * @throws LbError `store-unavailable` when another lbd has it (its pid is named), or when it can't be written
 */
export function takeDataFolder(directory: string): DataFolder {
  const file = join(directory, 'lbd.db');
  const lockFile = join(directory, 'lock.db');
  const pidFile = join(directory, 'lbd.pid');
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    makePrivate(lockFile);
    const lock = lockForLife(lockFile, directory, pidFile);
    try {
      makePrivate(file);
      rmSync(pidFile, { force: true });
      writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
    } catch (error) {
      lock.close();
      throw error;
    }
    return {
      file,
      release() {
        if (!lock.open) return;
        rmSync(pidFile, { force: true });
        lock.close();
      },
    };
  } catch (error) {
    throw refusal(error, file);
  }
}

/**
 * A transaction that never ends, on a file of its own: the lock goes with the process, however it dies. It can't be on
 * lbd.db, whose readers it would shut out; and Node has no flock.
 */
function lockForLife(lockFile: string, directory: string, pidFile: string): Database.Database {
  const lock = new Database(lockFile, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY'); // nothing is ever written: no file for it beside this one
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (!diskCode(error).startsWith('SQLITE_BUSY')) throw error;
    const pid = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').trim() : '';
    const owner = pid === '' ? 'another lbd' : `the lbd with pid ${pid}`;
    throw new LbError(
      'store-unavailable',
      `"${directory}" belongs to ${owner}, which is running: stop it first, or give this one another --data folder`,
    );
  }
}

/**
 * Only ever opens a file that is not there yet: closing a second descriptor of a file would drop the locks that SQLite
 * holds on it in this process (POSIX).
 */
function makePrivate(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'wx', 0o600));
}
