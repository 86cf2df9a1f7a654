import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';

const running: ADaemon[] = [];
let lbd: ADaemon;
let backup: string;

async function started(...args: string[]): Promise<ADaemon> {
  const daemon = await aDaemon(args);
  running.push(daemon);
  return daemon;
}
const route = (daemon: ADaemon, session_id: string) => ask(daemon.routing, daemon.routing.Route, { session_id });
const homes = async (daemon: ADaemon): Promise<string[]> => {
  const { sessions } = JSON.parse((await daemon.lbctl('sessions', '--limit', '1000', '--json')).stdout);
  return sessions.map(({ session_id, backend_id }: Record<string, string>) => `${session_id} ${backend_id}`).sort();
};

beforeEach(async () => {
  lbd = await started();
  for (const id of ['web-1', 'web-2']) await lbd.lbctl('backends', 'add', id, '127.0.0.1:9');
  for (let i = 0; i < 20; i += 1) await route(lbd, `s${i}`);
  backup = join(lbd.folder, 'backup.db');
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((daemon) => daemon.stop()));
});

describe('a backup', () => {
  test('taken under load is whole: what was acknowledged before it is in it, and nobody was refused meanwhile', async () => {
    let asked = 20;
    let done = false;
    const load = (async () => {
      while (!done) await route(lbd, `s${asked++}`);
    })();
    expect(await lbd.lbctl('backup', backup)).toMatchObject({ code: 0, stderr: '' });
    done = true;
    await load;
    const before = await homes(lbd);
    const restored = await started('--restore', backup, '--trust');
    const after = await homes(restored);
    for (let i = 0; i < 20; i += 1) expect(after.some((home) => home.startsWith(`s${i} `))).toBe(true);
    expect(before).toEqual(expect.arrayContaining(after));
  });

  test('restored with trust keeps every session at its home', async () => {
    await lbd.lbctl('backup', backup);
    const restored = await started('--restore', backup, '--trust');
    expect(await homes(restored)).toEqual(await homes(lbd));
    expect(await route(restored, 's3')).toMatchObject({ outcome: 'OUTCOME_KEPT', generation: 1 });
  });

  test('restored without trust lets each session move once, with the reason', async () => {
    await lbd.lbctl('backup', backup);
    const restored = await started('--restore', backup);
    expect(await route(restored, 's3')).toMatchObject({
      outcome: 'OUTCOME_MOVED',
      reason: 'REASON_BACKEND_RESTARTED',
      generation: 2,
    });
    expect(await route(restored, 's3')).toMatchObject({ outcome: 'OUTCOME_KEPT', generation: 2 });
    const { events } = JSON.parse((await restored.lbctl('events', '--kind', 'broken', '--json')).stdout);
    expect(events).toMatchObject([
      { backend_id: 'web-1', detail: 'restored from a backup' },
      { backend_id: 'web-2', detail: 'restored from a backup' },
    ]);
  });

  test('is refused by a memory store, by a folder that is in use, and where it is none', async () => {
    await lbd.lbctl('backup', backup);
    const refusals = [
      [['--restore', backup, '--store', 'memory'], /--restore needs --store sqlite/],
      [['--restore', backup, '--data', lbd.folder], /which is running: stop it first/],
      [['--restore', '/dev/null'], /is empty: it is no backup/],
      [['--restore', join(lbd.folder, 'nothing.db')], /nothing\.db/],
      [['--trust'], /--trust says how to --restore FILE/],
    ] as const;
    for (const [args, why] of refusals) await expect(started(...args)).rejects.toThrow(why);
    expect(existsSync(join(lbd.folder, 'restored.json'))).toBe(false);
    expect(readdirSync(lbd.folder)).not.toContain('lbd.db.restoring');
    expect(await route(lbd, 's3')).toMatchObject({ outcome: 'OUTCOME_KEPT' });
  });
});
