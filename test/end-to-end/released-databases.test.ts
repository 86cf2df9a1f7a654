import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { run, runBuilt } from '../support/a-process.ts';
import { root } from '../support/source-tree.ts';

const kept = `${root}/test/store/released`;
const versions = readdirSync(kept).flatMap((name) => /^(v\d+)\.db$/.exec(name)?.[1] ?? []);

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** An lbd of today on a copy of that database, asked by lbctl. */
async function opened(version: string): Promise<(words: string) => Promise<Record<string, object[]>>> {
  const folder = mkdtempSync(join(tmpdir(), 'lbd-released-'));
  copyFileSync(`${kept}/${version}.db`, `${folder}/lbd.db`);
  const address = `unix:${folder}/lbd.sock`;
  const lbd = runBuilt('daemon/main.js', ['--data', folder, '--listen', address]);
  ends.push(async () => {
    lbd.child.kill('SIGKILL');
    await lbd.ended;
    rmSync(folder, { recursive: true });
  });
  await lbd.seen('stdout', /"event":"ready"/);
  return async (words) => {
    const env = { LBCTL_ADDRESS: address };
    const typed = run(process.execPath, [`${root}/dist/cli/main.js`, ...words.split(' '), '--json'], { env });
    expect(await typed.ended, typed.stderr()).toBe(0);
    return JSON.parse(typed.stdout());
  };
}

/** Without what goes on by itself: a probe's findings, and leases, which a start extends by what a crash may have taken. */
function lasting(things: readonly object[]): object[] {
  const passing = ['health', 'health_time', 'health_reason', 'eligible', 'not_eligible_because', 'expire_time'];
  passing.push('last_active_time', 'effective_weight_percent', 'sessions_in_flight', 'in_panic');
  return things.map((thing) => Object.fromEntries(Object.entries(thing).filter(([name]) => !passing.includes(name))));
}

test('there is a database of each released schema', () => {
  const migrations = readdirSync(`${root}/migrations`).filter((name) => name.endsWith('.sql'));
  expect(versions).toHaveLength(migrations.length);
});

test.each(versions)('a database of schema %s is opened with all that was in it', async (version) => {
  const said = JSON.parse(readFileSync(`${kept}/${version}.json`, 'utf8'));
  const lbctl = await opened(version);
  const { pools } = await lbctl('pools');
  expect(lasting(pools!)).toMatchObject(lasting(said.pools));
  const { backends } = await lbctl('backends -A');
  expect(lasting(backends!)).toMatchObject(lasting(said.backends));
  const { sessions } = await lbctl('sessions -A --limit 0');
  expect(lasting(sessions!)).toMatchObject(lasting(said.sessions));
  const { events } = await lbctl('events --limit 1000');
  expect(events!.slice(0, said.events.length)).toMatchObject(said.events);
  expect(await lbctl('route user-6')).toMatchObject({ outcome: 'MOVED', reason: 'OPERATOR', generation: 2 });
});
