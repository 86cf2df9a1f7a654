import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { openSqliteStore } from '../../daemon/store/sqlite/sqlite-store.ts';
import { storeContract } from './contract.ts';
import { aFolder, anOperator, aSqliteStore, journal, makeFolder, removeFolder, sql } from './data-folders.ts';
import { aClaim, load, started } from './rows.ts';

storeContract('SQLite', () => {
  const directory = makeFolder();
  return {
    open: () => openSqliteStore({ directory, durability: 'full' }),
    journal: () => journal(directory),
    remove: () => removeFolder(directory),
  };
});

describe('a data folder', () => {
  test('is read by its owner only', async () => {
    const folder = join(aFolder(), 'made', 'by-lbd');
    const store = await started(aSqliteStore(folder));
    await store.claim(aClaim(0));
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(folder)).toBe('700');
    expect(readdirSync(folder).map((name) => `${name} ${mode(join(folder, name))}`)).toEqual([
      'lbd.db 600',
      'lbd.db-shm 600',
      'lbd.db-wal 600',
      'lbd.pid 600',
      'lock.db 600',
    ]);
    await store.close();
    expect(readdirSync(folder)).toEqual(['lbd.db', 'lock.db']);
  });
});

describe('a SQLite store', () => {
  test('commits the calls of one turn together, each with its journal row', async () => {
    const folder = aFolder();
    const store = await started(aSqliteStore(folder));
    await Promise.all(Array.from({ length: 3_000 }, (_, slot) => store.claim(aClaim(slot))));
    const [counted] = sql(
      folder,
      'SELECT (SELECT count(*) FROM sessions) AS sessions, (SELECT count(*) FROM journal) AS told',
    );
    expect(counted).toEqual({ sessions: 3_000, told: 3_000 });
  });

  test('leaves nothing of a commit that the database refuses, and goes on', async () => {
    const folder = aFolder();
    const store = await started(aSqliteStore(folder));
    const answers = await Promise.allSettled([store.claim(aClaim(0)), store.claim(aClaim(1, { generation: 0 }))]);
    for (const answer of answers) {
      const { reason } = answer as PromiseRejectedResult;
      expect(reason).not.toBeInstanceOf(LbError); // a bug of lbd, not a matter of the disk
      expect(reason.message).toMatch(/can't take a change: CHECK constraint failed/);
    }
    expect(store.health().writable).toBe(true);
    await store.claim(aClaim(2));
    expect(sql(folder, 'SELECT slot FROM sessions')).toEqual([{ slot: 2 }]);
    expect(journal(folder)).toEqual([{ sequence: 1, kind: 'assigned', session: 'session-2' }]);
  });

  test('checks the file after a stop that was none', async () => {
    const folder = aFolder();
    const { told, log } = anOperator();
    await (await started(aSqliteStore(folder, { log }))).close();
    await (await started(aSqliteStore(folder, { log }))).close();
    expect(told).toEqual([expect.stringMatching(/^info: ".*lbd.db" went from version 0 to \d+$/)]);
    sql(folder, 'UPDATE heartbeat SET clean = 0');
    await started(aSqliteStore(folder, { log }));
    expect(told[1]).toMatch(/^warn: lbd did not stop in order the last time/);
  });

  test('refuses changes before it is started: a bug, and no loss', async () => {
    const store = aSqliteStore(aFolder());
    load(store);
    await expect(store.claim(aClaim(0))).rejects.toThrow('the store is not started');
  });
});
