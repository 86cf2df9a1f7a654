import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, run } from '../support/a-process.ts';

let folder: string;
let started: Running;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-start-'));
  started = await npmStart();
});
afterAll(() => {
  const { exitCode, signalCode } = started.child;
  if (exitCode === null && signalCode === null) process.kill(-started.pid, 'SIGKILL');
  rmSync(folder, { recursive: true });
});

async function npmStart(): Promise<Running> {
  // Where a person has their own runtime folder, so that this run meets no lbd that serves the machine.
  const env = { XDG_RUNTIME_DIR: folder };
  const running = run('npm', ['start', '--', '--data', folder], { env, detached: true });
  await running.seen('stderr', /Ctrl-C ends lbd/);
  return running;
}

const printedPids = () => [...started.stderr().matchAll(/ pid (\d+)/g)].map(([, pid]) => Number(pid));

/** The lines to try, exactly as they are printed. */
function printedCommands(): string[] {
  return [...started.stderr().matchAll(/^ {2}(npx lbctl .*?) {2,}/gm)].map(([, command]) => command!);
}

/** Runs a line in a shell in the clone, as the person who reads it does. */
async function type(command: string): Promise<{ code: number | NodeJS.Signals; stdout: string }> {
  const typed = run('sh', ['-c', command], { env: { XDG_RUNTIME_DIR: folder } });
  return { code: await typed.ended, stdout: typed.stdout() };
}

describe('npm start', () => {
  test('says on stdout that lbd is ready, where, and passes flags on', () => {
    expect(started.stdout()).toContain(`{"event":"ready","listen":["unix:${folder}/lbd.sock"]`);
    expect(started.stderr()).toContain(`Sessions are kept in ${folder}\n`);
  });

  test('prints three things to try, which do what it says', async () => {
    const [route, sessions, drain, ...more] = printedCommands();
    expect([route, sessions, drain, more]).toEqual([
      'npx lbctl route ada',
      'npx lbctl sessions',
      'npx lbctl drain api-1 --now',
      [],
    ]);

    const first = await type(route!);
    const second = await type(route!);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('ASSIGNED') });
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('KEPT') });
    expect(await type(sessions!)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ada +api-\d/m) });

    expect(await type(drain!)).toMatchObject({ code: 0 });
    const third = await type(route!);
    expect(third.code).toBe(0);
    expect(third.stdout).not.toContain('api-1');
    expect(third.stdout).toContain(first.stdout.includes('api-1') ? 'MOVED' : 'KEPT');
  });

  test('ends everything at Ctrl-C', async () => {
    const pids = printedPids();
    expect(pids).toHaveLength(3);
    process.kill(-started.pid, 'SIGINT');
    await started.ended;
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('ends everything when npm alone is told to end', async () => {
    started = await npmStart();
    const pids = printedPids();
    started.child.kill('SIGTERM');
    await started.ended;
    expect(started.stderr()).toContain('"event":"stopping","signal":"SIGTERM"');
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
