import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Running, runBuilt } from '../support/a-process.ts';

let folder: string;
let lbd: Running;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-dev-'));
  lbd = await startDev();
});
afterEach(async () => {
  lbd.child.kill('SIGKILL');
  await lbd.ended;
  rmSync(folder, { recursive: true });
});

async function startDev(): Promise<Running> {
  const running = runBuilt('daemon/main.js', ['--dev'], { cwd: folder, env: { XDG_RUNTIME_DIR: folder } });
  await running.seen('stderr', /Ctrl-C ends lbd/);
  return running;
}

/** As printed: id, URL, pid, and what is remarkable. */
function printedBackends(text: string) {
  const lines = text.matchAll(/^ {2}(api-\d) {2}(http:\S+) {2}pid (\d+)(.*)$/gm);
  return [...lines].map(([, id, url, pid, note]) => ({ id: id!, url: url!, pid: Number(pid), note: note!.trim() }));
}

async function lbctl(...args: string[]): Promise<string> {
  const running = runBuilt('cli/main.js', args, { cwd: folder, env: { XDG_RUNTIME_DIR: folder } });
  const code = await running.ended;
  expect(running.stderr()).toBe('');
  expect(code).toBe(0);
  return running.stdout();
}

async function ask(url: string, session: string): Promise<unknown> {
  const response = await fetch(`${url}/cart`, { headers: { 'x-session-id': session } });
  return response.json();
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Resolves when nothing listens at `url` any more. */
async function silence(url: string): Promise<void> {
  while (
    await fetch(url, { headers: { connection: 'close' } }).then(
      () => true,
      () => false,
    )
  ) {
    // it still answers
  }
}

describe('--dev', () => {
  test('starts three example backends that count the requests of each session', async () => {
    const backends = printedBackends(lbd.stderr());
    expect(backends.map(({ id }) => id)).toEqual(['api-1', 'api-2', 'api-3']);

    const { url } = backends[0]!;
    expect(await ask(url, 'ada')).toEqual({ backend: 'api-1', session: 'ada', count: 1 });
    expect(await ask(url, 'ada')).toEqual({ backend: 'api-1', session: 'ada', count: 2 });
    expect(await ask(url, 'bob')).toEqual({ backend: 'api-1', session: 'bob', count: 1 });
  });

  test('starts a killed backend again, and its sessions move because what it remembered is gone', async () => {
    const { backend } = JSON.parse(await lbctl('route', 'ada', '--json'));
    const victim = printedBackends(lbd.stderr()).find(({ id }) => id === backend.id)!;

    process.kill(victim.pid, 'SIGKILL');
    await lbd.seen('stderr', new RegExp(`"event":"example-backend-restarted","backend":"${backend.id}"`));

    const route = JSON.parse(await lbctl('route', 'ada', '--json'));
    expect(route).toMatchObject({ outcome: 'MOVED', reason: 'BACKEND_RESTARTED', generation: 2 });
    expect(await ask(`http://${route.backend.address}`, 'ada')).toMatchObject({ backend: route.backend.id, count: 1 });
  });

  test('leaves no process behind when it stops', async () => {
    const backends = printedBackends(lbd.stderr());
    lbd.child.kill('SIGTERM');
    expect(await lbd.ended).toBe(0);
    expect(backends.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });

  test('leaves no backend behind when it is killed', async () => {
    const backends = printedBackends(lbd.stderr());
    lbd.child.kill('SIGKILL');
    expect(await lbd.ended).toBe('SIGKILL');
    await Promise.all(backends.map(({ url }) => silence(url)));
  });

  test('knows its sessions again with an old data folder, and says what stands', async () => {
    await lbctl('route', 'ada');
    await lbctl('drain', 'api-1', '--now');
    lbd.child.kill('SIGTERM');
    await lbd.ended;

    lbd = await startDev();

    expect(printedBackends(lbd.stderr()).map(({ note }) => note)).toEqual(['(drained)', '', '']);
    expect(await lbctl('sessions')).toContain('ada');
    const route = JSON.parse(await lbctl('route', 'ada', '--json'));
    expect(route).toMatchObject({ outcome: 'MOVED', generation: 2 });
  });
});
