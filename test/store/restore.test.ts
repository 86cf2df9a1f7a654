import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restoreBackup } from '../../daemon/store/sqlite/restore.ts';
import { aFolder, anOperator, aSqliteStore, journal, sqlOn } from './data-folders.ts';
import { aBackend, aClaim, load, started } from './rows.ts';

const at = Date.UTC(2030, 0, 2, 3, 4, 5, 678);

/** A backup of two backends, one of them removed, and `sessions` sessions. */
async function aBackup(sessions = 3): Promise<string> {
  const file = join(aFolder(), 'backup.db');
  const store = await started(aSqliteStore(aFolder()));
  const gone = aBackend(2, { removed: true, incarnation: 7, keptFrom: 8 });
  await store.control({ backends: [aBackend(1, { incarnation: 4, keptFrom: 3 }), gone], events: [] });
  await Promise.all(Array.from({ length: sessions }, (_, slot) => store.claim(aClaim(slot, { incarnation: 4 }))));
  await store.backup(file);
  return file;
}

async function aDataset(): Promise<string> {
  const folder = aFolder();
  const store = await started(aSqliteStore(folder));
  await store.claim(aClaim(77));
  await store.close();
  return folder;
}

describe('a restored backup', () => {
  test('is trusted where it is told to be: everything as it was', async () => {
    const [file, directory] = [await aBackup(), join(aFolder(), 'new')];
    const before = readFileSync(file);
    const restored = restoreBackup({ file, directory, trust: true });
    expect(restored).toEqual({ datasetId: expect.stringMatching(/^[-0-9a-f]{36}$/), sessions: 3, backends: 1 });

    const { told, log } = anOperator();
    const { sessions, backends } = load(aSqliteStore(directory, { log }));
    expect(sessions.map(({ slot, incarnation }) => [slot, incarnation])).toEqual([0, 1, 2].map((slot) => [slot, 4]));
    expect(backends.map(({ incarnation, keptFrom }) => [incarnation, keptFrom])).toEqual([
      [4, 3],
      [7, 8],
    ]);
    expect(told).toEqual([]); // it was checked already
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(directory).sort()).toEqual(['lbd.db', 'lbd.pid', 'lock.db', 'restored.json']);
  });

  test('otherwise keeps no session at its home, and tells why', async () => {
    const [file, directory] = [await aBackup(), aFolder()];
    restoreBackup({ file, directory, trust: false }, at);
    const store = aSqliteStore(directory);
    const { sessions, backends, dataset } = load(store);
    expect(backends).toMatchObject([
      { incarnation: 5, keptFrom: 5, brokenBecause: 'backend-restarted', removed: false },
      { incarnation: 8, keptFrom: 8, brokenBecause: 'backend-restarted', removed: true },
    ]);
    expect(sessions.every(({ incarnation }) => incarnation < backends[0]!.keptFrom)).toBe(true);
    expect(dataset.sequence).toBe(5);
    const { lines } = await store.events({ afterSequence: 4, limit: 10, tail: false });
    const why = { reason: 'backend-restarted', who: 'lbd', detail: 'restored from a backup' };
    expect(lines).toEqual([{ sequence: 5, kind: 'broken', atMs: at, pool: 'default', backendId: 'web-1', ...why }]);
  });

  test('takes the place of what was there, which is kept aside, and can come back', async () => {
    const [file, directory] = [await aBackup(), await aDataset()];
    const aside = join(directory, 'lbd.db.before-restore-20300102T030405Z');
    expect(restoreBackup({ file, directory, trust: true }, at).before).toBe(aside);
    expect(() => restoreBackup({ file, directory, trust: true }, at + 1_000)).toThrow(
      `"${directory}" was restored from "${file}" on 2030-01-02T03:04:05.678Z, and a second time would lose`,
    );
    rmSync(join(directory, 'restored.json'));
    expect(restoreBackup({ file, directory, trust: true }, at).before).toBe(`${aside}-2`);
    expect(sqlOn(aside, 'SELECT slot FROM sessions')).toEqual([{ slot: 77 }]);

    restoreBackup({ file: aside, directory, trust: true }, at + 1_000);
    expect(load(aSqliteStore(directory)).sessions.map(({ slot }) => slot)).toEqual([77]);
  });

  test('brings no change with it that the database before had in its log only', async () => {
    const [file, directory] = [await aBackup(), await aDataset()];
    // As a kill leaves it: a log that nobody folded in.
    const killed = await started(aSqliteStore(directory));
    await killed.claim(aClaim(78));
    const [main, log] = ['lbd.db', 'lbd.db-wal'].map((name) => readFileSync(join(directory, name)));
    await killed.close();
    writeFileSync(join(directory, 'lbd.db'), main!);
    writeFileSync(join(directory, 'lbd.db-wal'), log!);

    const { before } = restoreBackup({ file, directory, trust: true }, at);
    expect(load(aSqliteStore(directory)).sessions.map(({ slot }) => slot)).toEqual([0, 1, 2]);
    expect(sqlOn(before!, 'SELECT slot FROM sessions')).toEqual([{ slot: 77 }, { slot: 78 }]);
  });

  test('replaces a damaged database, which is kept as it is', async () => {
    const [file, directory] = [await aBackup(), await aDataset()];
    writeFileSync(join(directory, 'lbd.db'), 'nonsense');
    const { before } = restoreBackup({ file, directory, trust: true }, at);
    expect(readFileSync(before!, 'utf8')).toBe('nonsense');
    expect(load(aSqliteStore(directory)).sessions).toHaveLength(3);
  });

  test('goes on: its store takes changes, numbered after those it has', async () => {
    const [file, directory] = [await aBackup(), aFolder()];
    restoreBackup({ file, directory, trust: false });
    const store = await started(aSqliteStore(directory));
    await store.claim(aClaim(0, { generation: 2, incarnation: 5, kind: 'moved' }));
    expect(journal(directory).at(-1)).toEqual({ sequence: 6, kind: 'moved', session: 'session-0' });
  });
});

describe('a restore refuses, changing nothing,', () => {
  test('a folder whose lbd runs', async () => {
    const [file, directory] = [await aBackup(), await aDataset()];
    await started(aSqliteStore(directory));
    expect(() => restoreBackup({ file, directory, trust: true })).toThrow(
      `"${directory}" belongs to the lbd with pid ${process.pid}, which is running: stop it first`,
    );
  });

  test.each<{ what: string; spoil: (file: string) => void; says: RegExp }>([
    { what: 'an empty file', spoil: (file) => writeFileSync(file, ''), says: /is empty: it is no backup/ },
    { what: 'no database', spoil: (file) => writeFileSync(file, 'x'.repeat(500)), says: /is not a database/ },
    {
      what: 'a newer version',
      spoil: (file) => sqlOn(file, 'PRAGMA user_version = 99'),
      says: /has version 99, and this lbd knows versions up to \d+/,
    },
    {
      what: "another program's database",
      spoil: (file) => sqlOn(file, 'PRAGMA application_id = 7'),
      says: /belongs to another program/,
    },
    {
      what: 'a database whose log lies beside it',
      spoil: (file) => writeFileSync(`${file}-wal`, 'x'),
      says: /is not whole, for ".*-wal" belongs to it: make a backup by "lbctl backup"/,
    },
    {
      what: 'half a backup',
      spoil: (file) => writeFileSync(file, readFileSync(file).subarray(0, 20 * 4096)),
      says: /backup\.db" is damaged \(.+\): take another backup/,
    },
  ])('$what', async ({ spoil, says }) => {
    const [file, directory] = [await aBackup(2_000), await aDataset()];
    const before = readFileSync(join(directory, 'lbd.db'));
    spoil(file);
    expect(() => restoreBackup({ file, directory, trust: true })).toThrow(says);
    expect(readFileSync(join(directory, 'lbd.db')).equals(before)).toBe(true);
    expect(readdirSync(directory)).toEqual(['lbd.db', 'lock.db']);
    expect(load(aSqliteStore(directory)).sessions).toMatchObject([{ slot: 77 }]);
  });

  test('a file that is not there', async () => {
    const directory = aFolder();
    const file = join(directory, 'none.db');
    expect(() => restoreBackup({ file, directory, trust: true })).toThrow(/none\.db" can't be opened/);
    expect(existsSync(join(directory, 'lbd.db'))).toBe(false);
  });
});
