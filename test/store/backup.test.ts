import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LbError } from '../../daemon/core/errors.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { restoreBackup } from '../../daemon/store/sqlite/restore.ts';
import { aDisk, aFolder, aSqliteStore, fill, sqlOn } from './data-folders.ts';
import { aBackend, aClaim, load, started } from './rows.ts';

describe('a backup', () => {
  test('holds everything, is whole in itself, and is read by its owner only', async () => {
    const [folder, shelf] = [aFolder(), aFolder()];
    const store = await started(aSqliteStore(folder));
    await store.control({ backends: [aBackend(1)], events: [] });
    await store.claim(aClaim(0, { labels: { user: 'ada' } }));
    const file = join(shelf, 'monday.db');

    await store.backup(file);

    expect(readdirSync(shelf)).toEqual(['monday.db']);
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    expect(sqlOn(file, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
    const dataset = 'SELECT dataset_id FROM dataset';
    expect(sqlOn(file, dataset)).toEqual(sqlOn(join(folder, 'lbd.db'), dataset));
    expect(sqlOn(file, 'SELECT session_id, value FROM sessions JOIN session_labels USING (slot)')).toEqual([
      { session_id: 'session-0', value: 'ada' },
    ]);
  });

  test('is of one moment, while claims go on: all that was acknowledged before, and no claim without those before it', async () => {
    const shelf = aFolder();
    const store = await started(aSqliteStore(aFolder()));
    let slot = 0;
    const claims: Promise<unknown>[] = [];
    const claimSome = (count: number) => {
      for (let i = 0; i < count; i++) claims.push(store.claim(aClaim(slot++, { labels: { batch: `${slot % 7}` } })));
    };
    claimSome(20_000);
    await Promise.all(claims);

    let done = false;
    const backup = store.backup(join(shelf, 'live.db')).then(() => {
      done = true;
    });
    let during = 0;
    while (!done) {
      claimSome(200);
      during++;
      await claims.at(-1);
    }
    await backup;
    expect(during).toBeGreaterThan(1);

    const directory = join(aFolder(), 'elsewhere');
    restoreBackup({ file: join(shelf, 'live.db'), directory, trust: true });
    const { sessions, dataset } = load(aSqliteStore(directory));
    expect(sessions.length).toBeGreaterThanOrEqual(20_000);
    expect(sessions.map((session) => session.slot)).toEqual(Array.from(sessions, (_, i) => i));
    expect(dataset.sequence).toBe(sessions.length);
    const [labelled] = sqlOn(join(directory, 'lbd.db'), 'SELECT count(*) AS labels FROM session_labels');
    expect(labelled).toEqual({ labels: sessions.length });
  });

  test('lets questions through while it is written', async () => {
    const store = await started(aSqliteStore(aFolder()));
    await Promise.all(Array.from({ length: 50_000 }, (_, n) => store.claim(aClaim(n))));
    const order: string[] = [];
    const backup = store.backup(join(aFolder(), 'b.db')).then(() => order.push('backup'));
    await store.sessionIds([{ slot: 0, serial: 1 }]).then(() => order.push('ids'));
    await backup;
    expect(order).toEqual(['ids', 'backup']);
  });

  test('never replaces a file', async () => {
    const file = join(aFolder(), 'kept.db');
    writeFileSync(file, 'mine');
    const store = await started(aSqliteStore(aFolder()));
    await expect(store.backup(file)).rejects.toMatchObject({
      kind: 'store-unavailable',
      message: `"${file}" exists already: name another file for the backup`,
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('goes to one of two who name the same file', async () => {
    const shelf = aFolder();
    const store = await started(aSqliteStore(aFolder()));
    const file = join(shelf, 'same.db');
    const answers = await Promise.allSettled([store.backup(file), store.backup(file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readdirSync(shelf)).toEqual(['same.db']);
    expect(sqlOn(file, 'PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
  });

  test('into no folder fails and says so', async () => {
    const file = join(aFolder(), 'missing', 'b.db');
    const store = await started(aSqliteStore(aFolder()));
    await expect(store.backup(file)).rejects.toMatchObject({
      kind: 'store-unavailable',
      message: expect.stringMatching(
        /^the backup was not written: ".*missing\/b\.db" can't be opened: see that its folder/,
      ),
    });
  });

  test('onto a full disk leaves nothing, and harms nobody', async (context) => {
    const disk = aDisk(context, '2m');
    const store = await started(aSqliteStore(aFolder()));
    await Promise.all(Array.from({ length: 20_000 }, (_, slot) => store.claim(aClaim(slot))));
    fill(join(disk, 'ballast'), 1024 * 1024);
    const error = (await store.backup(join(disk, 'b.db')).catch((reason) => reason)) as LbError;
    expect(error.message).toMatch(/^the backup was not written: the disk of ".*b\.db" is full: free some space/);
    expect(readdirSync(disk)).toEqual(['ballast']);
    await store.claim(aClaim(29_000));
    mkdirSync(join(disk, 'still-usable'));
  });

  test('of a store in memory is refused', async () => {
    const store = await started(openMemoryStore());
    await expect(store.backup(join(aFolder(), 'b.db'))).rejects.toMatchObject({
      kind: 'store-unavailable',
      message: expect.stringMatching(/^lbd keeps its data in memory, so there is nothing to back up/),
    });
  });
});
