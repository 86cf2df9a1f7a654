import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
import { sync } from './backup.ts';
import { corrupt } from './disk-error.ts';

/** "lbd1", as 0001 sets it. */
const applicationId = 0x6c626431;

const migrationsFolder = dirname(createRequire(import.meta.url).resolve('#migrations/0001_dataset.sql'));

/**
 * Looks at the file's first page without opening it as a database, which could already change it.
 *
 * @throws LbError `store-unavailable` when it is no database, another program's, or newer than this lbd
 */
export function refuseForeignFile(file: string): void {
  const head = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, head, 0, 100, 0);
  closeSync(descriptor);
  if (length === 0) return; // a new one
  if (length < 100 || head.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw new LbError('store-unavailable', `"${file}" is not a database: move it away, or name another --data folder`);
  }
  const [application, version, pages] = [head.readUInt32BE(68), head.readUInt32BE(60), head.readUInt32BE(28)];
  // One page: made by an lbd that was killed before its first migration.
  if (application !== 0 || version !== 0 || pages > 1) refuseForeign(file, application, version);
}

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** Where the database is as it was; absent where it was new, or nothing was to be done. */
  readonly copy?: string;
}

/**
 * Brings the database to this program's version, a file and a transaction at a time. One that holds something is
 * copied before: there is no migration backwards.
 *
 * @param folder of the migrations; another one for tests
 */
export function migrate(
  db: Database.Database,
  file: string,
  wallMs: number,
  folder: string = migrationsFolder,
): Migrated {
  const from = versionOf(db);
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!empty) refuseForeign(file, db.pragma('application_id', { simple: true }) as number, from, folder);
  const pending = migrations(folder).slice(from);
  if (pending.length === 0) return { from, to: from };
  const copy = from > 0 ? copyBefore(db, file, from) : undefined;
  for (const { version, path } of pending) {
    db.transaction(() => {
      db.exec(readFileSync(path, 'utf8'));
      if (version === 1) makeDataset(db, wallMs);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
  // Into the file itself, where refuseForeignFile of an older lbd looks.
  db.pragma('wal_checkpoint(TRUNCATE)');
  return { from, to: versionOf(db), ...(copy !== undefined && { copy }) };
}

function copyBefore(db: Database.Database, file: string, version: number): string {
  const copy = `${file}.v${version}`;
  const partial = `${copy}.partial`;
  rmSync(partial, { force: true });
  closeSync(openSync(partial, 'wx', 0o600)); // VACUUM INTO takes an empty file, and leaves its mode
  try {
    db.prepare('VACUUM INTO ?').run(partial);
    sync(partial);
    renameSync(partial, copy); // over one that an earlier try left: it is the same, or older
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  return copy;
}

function makeDataset(db: Database.Database, wallMs: number): void {
  db.prepare('INSERT INTO dataset VALUES (1, ?, ?, ?)').run(randomUUID(), randomBytes(32), wallMs);
  // A new lease clock starts at wall time, so that its values look familiar; it follows it no further.
  db.prepare('INSERT INTO heartbeat VALUES (1, ?, ?, 0, 1)').run(wallMs, wallMs);
}

/** @throws LbError `store-unavailable` */
function refuseForeign(file: string, application: number, version: number, folder = migrationsFolder): void {
  if (application !== applicationId) {
    throw new LbError('store-unavailable', `"${file}" belongs to another program: name another --data folder`);
  }
  const newest = migrations(folder).length;
  if (version > newest) {
    throw new LbError(
      'store-unavailable',
      `"${file}" has version ${version}, and this lbd knows versions up to ${newest}: run a newer lbd, or put a backup of version ${newest} there`,
    );
  }
  if (version < 1) throw new LbError('store-unavailable', corrupt(file));
}

function versionOf(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

function migrations(folder: string): { version: number; path: string }[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), path: join(folder, name) }));
}
