import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
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

/** A store in `directory` that is closed when the test is over. */
export function aSqliteStore(directory: string, options: Partial<SqliteOptions> = {}): Store {
  const store = openSqliteStore({ directory, durability: 'full', ...options });
  onTestFinished(() => store.close());
  return store;
}

/** Runs SQL on the database past the store. */
export function sql<T = Record<string, unknown>>(directory: string, statement: string): T[] {
  const db = new Database(join(directory, 'lbd.db'));
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
