import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../daemon/store/sqlite/migrate.ts';
import { openForWriting } from '../../daemon/store/sqlite/open-database.ts';
import { root } from '../support/source-tree.ts';
import { aFolder, aSqliteStore, sql, sqlOn } from './data-folders.ts';
import { aBackend, aClaim, aPool, load, started } from './rows.ts';

const files = readdirSync(join(root, 'migrations')).filter((name) => name.endsWith('.sql'));
const today = files.length;

/** A folder of migrations: lbd's own, and `another`. */
function migrationsWith(another: string): string {
  const folder = join(aFolder(), 'migrations');
  mkdirSync(folder);
  for (const name of files) copyFileSync(join(root, 'migrations', name), join(folder, name));
  writeFileSync(join(folder, `${String(today + 1).padStart(4, '0')}_next.sql`), another);
  return folder;
}

async function aDatabase(): Promise<string> {
  const folder = aFolder();
  const store = await started(aSqliteStore(folder));
  await store.claim(aClaim(0));
  await store.close();
  return join(folder, 'lbd.db');
}

describe('a migration', () => {
  test('leaves a copy of what was there before', async () => {
    const file = await aDatabase();
    const db = openForWriting(file, 'full');
    const migrated = migrate(db, file, 0, migrationsWith('ALTER TABLE sessions ADD COLUMN more TEXT;'));
    db.close();

    const copy = `${file}.v${today}`;
    expect(migrated).toEqual({ from: today, to: today + 1, copy });
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600');
    expect(sqlOn(file, 'SELECT slot, more FROM sessions')).toEqual([{ slot: 0, more: null }]);
    expect(sqlOn(copy, 'PRAGMA user_version')).toEqual([{ user_version: today }]);
    expect(sqlOn(copy, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);

    copyFileSync(copy, file); // the way back
    expect(load(aSqliteStore(join(file, '..'))).sessions).toHaveLength(1);
  });

  test('that fails changes nothing, and can be tried again', async () => {
    const file = await aDatabase();
    const broken = migrationsWith('ALTER TABLE sessions ADD COLUMN more TEXT; SELECT no_such_function();');
    const db = openForWriting(file, 'full');
    for (const _try of [1, 2]) expect(() => migrate(db, file, 0, broken)).toThrow(/no_such_function/);
    db.close();
    expect(readdirSync(join(file, '..')).sort()).toEqual(['lbd.db', `lbd.db.v${today}`, 'lock.db']);
    expect(load(aSqliteStore(join(file, '..'))).sessions).toHaveLength(1);
  });

  test('of a new database copies nothing', async () => {
    const file = await aDatabase();
    expect(readdirSync(join(file, '..')).sort()).toEqual(['lbd.db', 'lock.db']);
  });
});

test('a setting that a row lacks has its default, and one that it has beyond is kept', async () => {
  const folder = aFolder();
  const [pool, backend] = [aPool('default'), aBackend(1)];
  const store = await started(aSqliteStore(folder));
  await store.control({ pools: [pool], backends: [backend], events: [] });
  await store.close();
  sql(folder, `UPDATE pools SET settings = '{"policy":"random","newer":1}'`);
  sql(folder, `UPDATE backends SET settings = '{"address":"a:1","probe":{"kind":"tcp"}}'`);

  const { pools, backends } = load(aSqliteStore(folder));
  expect(pools).toEqual([{ ...pool, settings: { ...pool.settings, policy: 'random', newer: 1 } }]);
  const probe = { ...backend.settings.probe, kind: 'tcp' };
  expect(backends).toEqual([{ ...backend, settings: { ...backend.settings, address: 'a:1', probe } }]);
});
