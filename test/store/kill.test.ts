import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../support/a-process.ts';
import { root } from '../support/source-tree.ts';
import { aFolder, anOperator, aSqliteStore, sql } from './data-folders.ts';
import { load } from './rows.ts';

const cycles = 10;

test(`every session that was acknowledged is there after kill -9, ${cycles} times over`, async () => {
  const folder = aFolder();
  let acknowledged: number[] = [];
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const next = 1 + Math.max(-1, ...acknowledged) + 20; // those in flight at the kill may stand as well
    const writer = run(process.execPath, [join(root, 'test/support/writing-store.mjs'), folder, String(next)]);
    // A few acknowledgements first, each time another number of them.
    await writer.seen('stdout', new RegExp(`(\\d+\\n){${cycle * 7}}`));
    expect(() => aSqliteStore(folder)).toThrow(`belongs to the lbd with pid ${writer.pid}`);
    writer.child.kill('SIGKILL');
    await writer.ended;
    // The last line may be torn by the kill.
    acknowledged = [...acknowledged, ...writer.stdout().split('\n').slice(0, -1).map(Number)];

    const { told, log } = anOperator();
    const store = aSqliteStore(folder, { log });
    const { sessions, dataset } = load(store);
    await store.close();
    const there = new Set(sessions.filter(({ slot, serial }) => slot === serial).map(({ slot }) => slot));
    expect(acknowledged.filter((slot) => !there.has(slot))).toEqual([]);
    // One journal row with each session: neither without the other.
    expect(dataset.sequence).toBe(sessions.length);
    expect(sql(folder, 'SELECT count(*) AS told FROM journal')).toEqual([{ told: sessions.length }]);
    expect(told.at(-1)).toMatch(/did not stop in order/);
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(7 * 55);
}, 60_000);
