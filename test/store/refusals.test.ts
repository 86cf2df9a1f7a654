import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../support/manual-clock.ts';
import { aFolder, anOperator, aSqliteStore, sql } from './data-folders.ts';
import { aClaim, load, started } from './rows.ts';

/** A folder whose database holds `sessions` sessions, and was stopped in order. */
async function aDataset(sessions = 3_000): Promise<string> {
  const folder = aFolder();
  const store = await started(aSqliteStore(folder));
  await Promise.all(Array.from({ length: sessions }, (_, slot) => store.claim(aClaim(slot, { kind: 'moved' }))));
  await store.close();
  return folder;
}

/** Breaks the page at the root of a table or an index, as a bad disk would. */
function damage(folder: string, name: string): void {
  const [page] = sql<{ rootpage: number }>(folder, `SELECT rootpage FROM sqlite_schema WHERE name = '${name}'`);
  sql(folder, 'UPDATE heartbeat SET clean = 0');
  const file = join(folder, 'lbd.db');
  const bytes = readFileSync(file);
  bytes.fill(0xee, (page!.rootpage - 1) * 4096, page!.rootpage * 4096);
  writeFileSync(file, bytes);
}

function refusalOf(folder: string): { kind: string; message: string } {
  try {
    aSqliteStore(folder);
  } catch (error) {
    return error as { kind: string; message: string };
  }
  throw new Error('it was opened');
}

describe('a SQLite store refuses, changing nothing,', () => {
  test.each([
    {
      what: 'a database that is newer than this lbd, with both numbers',
      spoil: (folder: string) => sql(folder, 'PRAGMA user_version = 99'),
      says: /has version 99, and this lbd knows versions up to \d+: run a newer lbd, or put a backup of version \d+ there$/,
    },
    {
      what: "another program's database",
      spoil: (folder: string) => sql(folder, 'PRAGMA application_id = 7'),
      says: /belongs to another program: name another --data folder$/,
    },
    {
      what: 'a database without a mark, which has tables',
      spoil(folder: string) {
        writeFileSync(join(folder, 'lbd.db'), '');
        sql(folder, 'CREATE TABLE notes (text)');
      },
      says: /belongs to another program/,
    },
    {
      what: 'a file that is no database',
      spoil: (folder: string) => writeFileSync(join(folder, 'lbd.db'), 'sessions: none\n'.repeat(20)),
      says: /is not a database: move it away, or name another --data folder$/,
    },
    {
      what: 'the beginning of a database',
      spoil: (folder: string) => writeFileSync(join(folder, 'lbd.db'), 'SQLite format 3\0'),
      says: /is not a database/,
    },
  ])('$what', async ({ spoil, says }) => {
    const folder = await aDataset(1);
    spoil(folder);
    const before = readFileSync(join(folder, 'lbd.db'));

    expect(refusalOf(folder)).toMatchObject({ kind: 'store-unavailable', message: expect.stringMatching(says) });

    expect(readFileSync(join(folder, 'lbd.db')).equals(before)).toBe(true);
    expect(refusalOf(folder).message).toMatch(says); // and the folder is free again
  });

  test('a folder that another store has, naming its process', async () => {
    const folder = await aDataset(1);
    const store = aSqliteStore(folder);
    const says = `"${folder}" belongs to the lbd with pid ${process.pid}, which is running: stop it first, or give this one another --data folder`;
    expect(refusalOf(folder)).toMatchObject({ kind: 'store-unavailable', message: says });
    expect(refusalOf(folder).message).toBe(says); // a refusal does not break the lock
    await store.close();
    aSqliteStore(folder);
  });

  test('a folder that is a file', async () => {
    const file = join(aFolder(), 'data');
    writeFileSync(file, '');
    expect(refusalOf(file)).toMatchObject({ kind: 'store-unavailable' });
  });
});

describe('a SQLite store does not start on a damaged file:', () => {
  test('damaged where the load reads', async () => {
    const folder = await aDataset();
    damage(folder, 'sessions');
    const store = aSqliteStore(folder);
    expect(() => load(store)).toThrow(
      /lbd\.db" is damaged: stop lbd, move it and its -wal and -shm away, and put the last backup there/,
    );
  });

  test('damaged where only the check after a crash looks', async () => {
    const folder = await aDataset();
    damage(folder, 'journal_of_session');
    const { told, log } = anOperator();
    const store = aSqliteStore(folder, { log });
    expect(load(store).sessions).toHaveLength(3_000);
    await expect(store.start(new ManualClock(0))).rejects.toThrow(/is damaged: .* \(.+\)$/s);
    expect(told).toEqual([expect.stringMatching(/^warn: .*is being checked$/)]);
  });
});

test('an lbd that was killed before its first migration leaves a file that the next one takes', async () => {
  const folder = aFolder();
  const db = new Database(join(folder, 'lbd.db'));
  db.pragma('journal_mode = WAL');
  db.close();
  const store = await started(aSqliteStore(folder));
  await store.claim(aClaim(0));
  expect(sql(folder, 'SELECT slot FROM sessions')).toEqual([{ slot: 0 }]);
});
