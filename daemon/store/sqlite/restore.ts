import { chmodSync, copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
import { sync } from './backup.ts';
import { takeDataFolder } from './data-folder.ts';
import { diskCode, refusal } from './disk-error.ts';
import { journalCodes } from './journal-kinds.ts';
import { refuseForeignFile } from './migrate.ts';
import { openForWriting } from './open-database.ts';
import { fingerprint, noteRestored, refuseTwice } from './restored-once.ts';

export interface RestoreOptions {
  /** The backup. It is only read. */
  readonly file: string;
  /** The data folder of an lbd that is stopped. */
  readonly directory: string;
  /**
   * The backends are as they were when the backup was made. Otherwise every one of them begins a new incarnation, and
   * its sessions move at their next Route: nobody knows what happened since.
   */
  readonly trust: boolean;
}

export interface Restored {
  readonly datasetId: string;
  readonly sessions: number;
  readonly backends: number;
  /** Where the database is that was there before; absent where there was none. */
  readonly before?: string;
}

/**
 * Puts a backup in the place of a data folder's database, once: whoever leaves `--restore` in a service's command line
 * would lose at each start what happened since. Safe to repeat after a crash in the middle.
 *
 * @throws LbError `store-unavailable` when an lbd runs there, or the file is no whole backup; nothing is changed then
 */
export function restoreBackup({ file, directory, trust }: RestoreOptions, wallMs: number = Date.now()): Restored {
  refuseWhatIsNoBackup(file);
  const print = fingerprint(file);
  const folder = takeDataFolder(directory);
  const incoming = join(directory, 'lbd.db.restoring');
  try {
    refuseTwice(directory, file, print);
    removeDatabase(incoming);
    copyFileSync(file, incoming);
    chmodSync(incoming, 0o600);
    const what = prepare(incoming, file, trust, wallMs);
    sync(incoming);
    const before = putAside(folder.file, wallMs);
    renameSync(incoming, folder.file);
    noteRestored(directory, print, wallMs);
    sync(directory);
    return { ...what, ...(before !== undefined && { before }) };
  } catch (error) {
    throw refusal(error, folder.file);
  } finally {
    removeDatabase(incoming);
    folder.release();
  }
}

function refuseWhatIsNoBackup(file: string): void {
  const shown = resolve(file);
  try {
    if (statSync(shown).size === 0) throw new LbError('store-unavailable', `"${shown}" is empty: it is no backup`);
    if (existsSync(`${shown}-wal`) && statSync(`${shown}-wal`).size > 0) {
      throw new LbError(
        'store-unavailable',
        `"${shown}" is not whole, for "${shown}-wal" belongs to it: make a backup by "lbctl backup", or stop its lbd in order`,
      );
    }
    refuseForeignFile(shown);
  } catch (error) {
    throw refusal(error, shown);
  }
}

/** Checks the copy, and makes of it what the next start is to find. */
function prepare(incoming: string, file: string, trust: boolean, wallMs: number): Omit<Restored, 'before'> {
  let db: Database.Database | undefined;
  try {
    db = openForWriting(incoming, 'full');
    const verdict = db.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw damaged(file, String(verdict));
    const datasetId = db.prepare('SELECT dataset_id FROM dataset').pluck().get() as string;
    db.exec('BEGIN');
    if (!trust) breakAll(db, wallMs);
    db.exec('UPDATE heartbeat SET clean = 1; COMMIT'); // it was checked just now
    db.pragma('wal_checkpoint(TRUNCATE)');
    const sessions = countOf(db, 'sessions');
    return { datasetId, sessions, backends: countOf(db, 'backends WHERE removed = 0') };
  } catch (error) {
    // SQLITE_ERROR: a table of ours is missing.
    if (/^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(diskCode(error))) throw damaged(file, (error as Error).message);
    throw error;
  } finally {
    db?.close();
  }
}

function countOf(db: Database.Database, rows: string): number {
  return db.prepare(`SELECT count(*) FROM ${rows}`).pluck().get() as number;
}

function damaged(file: string, how: string): LbError {
  return new LbError('store-unavailable', `"${resolve(file)}" is damaged (${how}): take another backup`);
}

function breakAll(db: Database.Database, wallMs: number): void {
  db.exec(`UPDATE backends SET kept_from = incarnation + 1, incarnation = incarnation + 1,
                               broken_because = 'backend-restarted'`);
  const newest = `SELECT max(sequence) FROM (SELECT max(sequence) AS sequence FROM journal
                                             UNION ALL SELECT sequence FROM heartbeat)`;
  db.prepare(
    `INSERT INTO journal (sequence, at_ms, kind, pool, backend_id, reason, who, detail)
     SELECT (${newest}) + row_number() OVER (ORDER BY no), ?, ?, pool, id, 'backend-restarted', 'lbd',
            'restored from a backup'
     FROM backends WHERE removed = 0`,
  ).run(Math.trunc(wallMs), journalCodes.broken);
}

/** Keeps the database that is there under another name, with its log where that can't be folded in. */
function putAside(file: string, wallMs: number): string | undefined {
  if (statSync(file).size === 0) {
    removeDatabase(file);
    return undefined;
  }
  foldLog(file);
  const time = new Date(wallMs).toISOString().replace(/[-:]|\.\d+/g, '');
  let before = `${file}.before-restore-${time}`;
  for (let again = 2; existsSync(before); again++) before = `${file}.before-restore-${time}-${again}`;
  linkSync(file, before); // so that there is a database at every moment
  // Never left beside the new one, which it does not belong to.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${before}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return before;
}

/** The last connection that closes folds the log in, and removes it. A damaged database keeps it. */
function foldLog(file: string): void {
  try {
    openForWriting(file, 'full').close();
  } catch {
    // it is put aside as it is
  }
}

function removeDatabase(file: string): void {
  for (const each of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(each, { force: true });
}
