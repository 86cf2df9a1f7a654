import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
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

/** Brings the database to this program's version, a file and a transaction at a time. Answers from and to. */
export function migrate(db: Database.Database, file: string, wallMs: number): { from: number; to: number } {
  const from = versionOf(db);
  const empty = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (!empty) refuseForeign(file, db.pragma('application_id', { simple: true }) as number, from);
  const pending = migrations().slice(from);
  for (const { version, path } of pending) {
    db.transaction(() => {
      db.exec(readFileSync(path, 'utf8'));
      if (version === 1) makeDataset(db, wallMs);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
  // Into the file itself, where refuseForeignFile of an older lbd looks.
  if (pending.length > 0) db.pragma('wal_checkpoint(TRUNCATE)');
  return { from, to: versionOf(db) };
}

function makeDataset(db: Database.Database, wallMs: number): void {
  db.prepare('INSERT INTO dataset VALUES (1, ?, ?, ?)').run(randomUUID(), randomBytes(32), wallMs);
  // A new lease clock starts at wall time, so that its values look familiar; it follows it no further.
  db.prepare('INSERT INTO heartbeat VALUES (1, ?, ?, 0, 1)').run(wallMs, wallMs);
}

function refuseForeign(file: string, application: number, version: number): void {
  if (application !== applicationId) {
    throw new LbError('store-unavailable', `"${file}" belongs to another program: name another --data folder`);
  }
  const newest = migrations().length;
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

function migrations(): { version: number; path: string }[] {
  return readdirSync(migrationsFolder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), path: join(migrationsFolder, name) }));
}
