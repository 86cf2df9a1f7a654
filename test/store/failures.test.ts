import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { UnknownOutcome } from '../../daemon/core/ports.ts';
import { run } from '../support/a-process.ts';
import { root } from '../support/source-tree.ts';
import { aDisk, aFolder, anOperator, aSqliteStore, fill, sql } from './data-folders.ts';
import { aClaim, load, started } from './rows.ts';

const slotsIn = (folder: string) =>
  new Set(sql<{ slot: number }>(folder, 'SELECT slot FROM sessions').map(({ slot }) => slot));

describe('on a full disk', () => {
  test('claims fail and say why, ids are still read, and writing goes on when there is room again', async (context) => {
    const folder = aDisk(context, '4m');
    const operator = anOperator();
    const store = await started(aSqliteStore(folder, { log: operator.log }));
    await store.claim(aClaim(0));
    fill(join(folder, 'ballast'));

    const refused: number[] = [];
    const acknowledged = new Set([0]);
    for (let slot = 1; refused.length === 0; slot++) {
      await store.claim(aClaim(slot)).then(
        () => acknowledged.add(slot),
        (error: LbError) => {
          expect(error.kind).toBe('store-unavailable');
          expect(error.message).toMatch(
            /^nothing was written: the disk of ".*lbd\.db" is full: free some space \(SQLITE_FULL/,
          );
          refused.push(slot);
        },
      );
    }
    expect(store.health()).toMatchObject({ writable: false, error: expect.stringMatching(/is full: free some space/) });
    await expect(store.claim(aClaim(9_999))).rejects.toThrow(/is full/);
    await expect(store.control({ events: [] })).rejects.toThrow(/is full/);
    await expect(store.touch([{ slot: 0, serial: 1, lastActiveMs: 9_000, marks: 0 }])).rejects.toThrow(/is full/);
    expect(await store.sessionIds([{ slot: 0, serial: 1 }])).toEqual(['session-0']);

    const again = operator.hears(/can write again/);
    rmSync(join(folder, 'ballast'));
    await again;
    expect(store.health()).toMatchObject({ writable: true, error: '', queued: 0 });
    expect(store.health().commits!.failed).toBeGreaterThan(0);
    await store.claim(aClaim(10_000));
    expect(slotsIn(folder)).toEqual(acknowledged.add(10_000));
  });

  test('a start is refused', (context) => {
    const folder = aDisk(context, '256k');
    fill(join(folder, 'ballast'));
    expect(() => aSqliteStore(folder)).toThrow(/is full: free some space/);
  });
});

test('on a disk that is mounted read-only a start is refused', async (context) => {
  const folder = aDisk(context, '4m');
  await (await started(aSqliteStore(folder))).close();
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  expect(() => aSqliteStore(folder)).toThrow(/can't be written: mount its disk writable, or give its owner the right/);
});

test('a commit whose sync failed is told as unknown, and its truth is what the disk holds when it works again', async ({
  skip,
}) => {
  const folder = aFolder();
  const shim = join(folder, 'failing-sync.so');
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', shim, join(root, 'test/support/failing-sync.c'), '-ldl'], {
      stdio: 'pipe',
    });
  } catch (error) {
    skip(`there is no C compiler here to make a failing disk with: ${(error as Error).message.trim()}`);
  }
  const data = join(folder, 'data');
  const env = { LD_PRELOAD: shim, FAIL_SYNC: join(folder, 'fail') };
  const program = run(process.execPath, [join(root, 'test/support/store-on-failing-disk.mjs'), data], { env });
  expect(await program.ended, program.stderr()).toBe(0);
  const { stands, heard, ...told } = JSON.parse(program.stdout()) as Record<string, unknown>;
  expect(told).toEqual({
    unknown: true,
    kind: 'store-unavailable',
    message: expect.stringMatching(
      /^perhaps written, perhaps not: the disk of ".*lbd\.db" failed: see the system's log \(SQLITE_IOERR_FSYNC/,
    ),
  });
  expect(slotsIn(data)).toEqual(new Set(stands ? [0, 1, 2] : [0, 2]));
  expect(heard).toEqual(stands ? ['id-0', 'id-1', 'id-2'] : ['id-0', 'id-2']);
});

describe("when the writer's thread dies", () => {
  test('the commit under way has a truth that follows, what waits fails, and a new thread goes on', async () => {
    const folder = aFolder();
    const operator = anOperator();
    const threads: Worker[] = [];
    const note = (thread: Worker) => threads.push(thread);
    process.on('worker', note);
    onTestFinished(() => void process.off('worker', note));
    const store = await started(aSqliteStore(folder, { log: operator.log }));
    const heard: number[] = [];
    store.onCommitted((lines) => heard.push(...lines.map(({ sequence }) => sequence)));
    await store.claim(aClaim(0));

    const again = operator.hears(/can write again/);
    const claims = Array.from({ length: 1_500 }, (_, i) => store.claim(aClaim(i + 1)));
    const answers = Promise.allSettled(claims);
    await new Promise(setImmediate); // the first commit is on its way, the others wait
    await threads[0]?.terminate();

    const settled = await answers;
    const errors = settled.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    const before = settled.length - errors.length;
    const unknown = errors.filter((error) => error instanceof UnknownOutcome);
    expect(unknown.length).toBeGreaterThan(0);
    expect(errors.length).toBeGreaterThan(unknown.length);
    expect(errors.every((error) => error instanceof LbError && error.kind === 'store-unavailable')).toBe(true);
    expect(errors.at(-1).message).toMatch(/^nothing was written: .*writer thread ended/);
    expect(store.health()).toMatchObject({ writable: false, error: expect.stringMatching(/writer thread ended/) });

    const stands = await unknown[0]!.truth;
    await again;
    const expected = 1 + before + (stands ? unknown.length : 0);
    expect(heard).toHaveLength(expected); // what stands was told before its truth
    expect(slotsIn(folder).size).toBe(expected);
    expect(store.sequence()).toBe(expected);
    await store.claim(aClaim(5_000));
    expect(store.sequence()).toBe(expected + 1);
    expect(heard).toEqual(Array.from({ length: expected + 1 }, (_, i) => i + 1));
  });

  test('idle, the next claims fail until the new thread has written', async () => {
    const folder = aFolder();
    const operator = anOperator();
    const threads: Worker[] = [];
    process.once('worker', (thread: Worker) => threads.push(thread));
    const store = await started(aSqliteStore(folder, { log: operator.log }));
    const [down, again] = [operator.hears(/writer thread ended/), operator.hears(/can write again/)];
    await threads[0]?.terminate();
    await down;
    await expect(store.claim(aClaim(0))).rejects.toThrow(/writer thread ended/);
    await again;
    await store.claim(aClaim(0));
    await store.close();
    expect(load(aSqliteStore(folder)).sessions).toHaveLength(1);
  });
});
