import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished, type TestContext } from 'vitest';
import type { Store } from '../../daemon/core/ports.ts';
import { journalCodes } from '../../daemon/store/sqlite/journal-kinds.ts';
import { openSqliteStore, type SqliteOptions, type StoreEvent } from '../../daemon/store/sqlite/sqlite-store.ts';

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lbd-store-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A folder for one test. */
export function aFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A folder on a disk of its own, of `size`; skips the test where nobody may mount one. */
export function aDisk({ skip }: TestContext, size: string): string {
  const folder = aFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    skip(`this machine lets nobody mount a small tmpfs here: ${(error as Error).message.trim()}`);
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Writes until the disk is full, or the file has so many bytes. */
export function fill(file: string, mostBytes = Number.POSITIVE_INFINITY): void {
  const block = Buffer.alloc(64 * 1024);
  for (let length = block.length, written = 0; length >= 1 && written < mostBytes; ) {
    try {
      appendFileSync(file, block.subarray(0, length));
      written += length;
    } catch {
      length = Math.floor(length / 16);
    }
  }
}

/** A store in `directory` that is closed when the test is over. */
export function aSqliteStore(directory: string, options: Partial<SqliteOptions> = {}): Store {
  const store = openSqliteStore({ directory, durability: 'full', ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Runs SQL on the database past the store. */
export function sql<T = Record<string, unknown>>(directory: string, statement: string): T[] {
  return sqlOn<T>(join(directory, 'lbd.db'), statement);
}

export function sqlOn<T = Record<string, unknown>>(file: string, statement: string): T[] {
  const db = new Database(file);
  try {
    const prepared = db.prepare(statement);
    if (prepared.reader) return prepared.all() as T[];
    prepared.run();
    return [];
  } finally {
    db.close();
  }
}

const kinds = new Map<number, string>(Object.entries(journalCodes).map(([kind, code]) => [code, kind]));

export function journal(directory: string): { sequence: number; kind: string; session: string | null }[] {
  const rows = sql<{ sequence: number; kind: number; session: string | null }>(
    directory,
    'SELECT sequence, kind, session FROM journal ORDER BY sequence',
  );
  return rows.map((row) => ({ ...row, kind: kinds.get(row.kind) ?? '' }));
}

/** What the store tells its operator, and a way to wait for it. */
export function anOperator() {
  const told: string[] = [];
  const waiting: { words: RegExp; resolve: (message: string) => void }[] = [];
  return {
    told,
    log({ level, message }: StoreEvent): void {
      told.push(`${level}: ${message}`);
      for (const one of waiting) if (one.words.test(message)) one.resolve(message);
    },
    hears: (words: RegExp) => new Promise<string>((resolve) => waiting.push({ words, resolve })),
  };
}
