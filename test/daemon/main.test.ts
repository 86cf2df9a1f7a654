import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Running, runBuilt } from '../support/a-process.ts';

let folder: string;
let started: Running[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-main-'));
  started = [];
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  rmSync(folder, { recursive: true });
});

function lbd(...args: string[]): Running {
  const env = { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: join(folder, 'state') };
  const running = runBuilt('daemon/main.js', args, { cwd: folder, env });
  started.push(running);
  return running;
}

const ready = (running: Running) => running.seen('stdout', /^{"event":"ready","listen":\["([^"]+)".*\n/);

describe('lbd', () => {
  test('says on one line of stdout that it is ready, and logs nothing else there', async () => {
    const running = lbd('--store', 'memory');
    const [line, address] = await ready(running);
    expect(address).toBe(`unix:${folder}/lbd.sock`);

    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(running.stdout()).toBe(line);
  });

  test('tells the port it got when it was given port 0', async () => {
    const running = lbd('--store', 'memory', '--listen', 'tcp:127.0.0.1:0', '--insecure-loopback');
    const [, address] = await ready(running);
    expect(address).toMatch(/^tcp:127\.0\.0\.1:[1-9][0-9]*$/);
  });

  test('serves probes and metrics where it was told to, and says where', async () => {
    const running = lbd('--store', 'memory', '--admin', '127.0.0.1:0');
    const [, admin] = await running.seen('stdout', /"admin":"(127\.0\.0\.1:[1-9][0-9]*)"}\n/);
    expect((await fetch(`http://${admin}/readyz`)).status).toBe(200);
    expect(await (await fetch(`http://${admin}/metrics`)).text()).toContain('\nlb_ready 1\n');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('stops in order at %s, and removes its socket', async (signal) => {
    const running = lbd();
    await ready(running);
    running.child.kill(signal);
    expect(await running.ended).toBe(0);
    expect(existsSync(join(folder, 'lbd.sock'))).toBe(false);
    expect(running.stderr()).toContain(`"event":"stopping","signal":"${signal}"`);
  });

  test('ends at once at a second signal, though a client holds its connection open', async () => {
    const running = lbd('--store', 'memory', '--stop-timeout', '10m');
    await ready(running);
    const client = createConnection(join(folder, 'lbd.sock'));
    client.on('error', () => {});
    await new Promise((resolve) => client.once('connect', resolve));

    running.child.kill('SIGTERM');
    await running.seen('stderr', /"event":"stopping"/);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(130);
    client.destroy();
  });

  test('writes JSON lines to stderr, of the level that was asked for', async () => {
    const running = lbd('--store', 'memory', '--log-level', 'error');
    await ready(running);
    running.child.kill('SIGTERM');
    await running.ended;
    expect(running.stderr()).toBe('');
  });
});

describe('what is not to be served', () => {
  test.each([
    [['--help'], 0, /^lbd .*\n\nUsage: lbd \[options\]\n[\s\S]*--max-sessions-total N +The most sessions/],
    [['--version'], 0, /^lbd \d+\.\d+\.\d+\n$/],
    [['--check'], 0, /^the configuration holds\n$/],
  ])('lbd %j answers and ends', async (args, code, output) => {
    const running = lbd(...args);
    expect(await running.ended).toBe(code);
    expect(running.stdout()).toMatch(output);
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });

  test.each([
    [['--gatway', ':80'], /^lbd: Unknown option '--gatway'; lbd --help lists the options\n$/],
    [['--config', 'nowhere.yaml'], /^lbd: can't read .*nowhere\.yaml: ENOENT.*\n$/],
    [['--check', '--bootstrap', 'nowhere.yaml'], /^lbd: can't read .*nowhere\.yaml: ENOENT.*\n$/],
    [['--store', 'tape'], /^lbd: --store: "tape" is not one of sqlite, memory\n$/],
  ])('lbd %j ends with 2 and one line', async (args, line) => {
    const running = lbd(...args);
    expect(await running.ended).toBe(2);
    expect(running.stderr()).toMatch(line);
  });

  test('a socket that another lbd serves is left to it', async () => {
    const first = lbd('--store', 'memory');
    await ready(first);
    const second = lbd('--store', 'memory');
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/^lbd: .*lbd\.sock.*\n$/);
    expect(first.child.exitCode).toBeNull();
  });

  test('a data folder that is a file is named in one line', async () => {
    writeFileSync(join(folder, 'data'), '');
    const running = lbd('--data', 'data');
    expect(await running.ended).toBe(1);
    expect(running.stderr()).toMatch(/^lbd: .*data.*\n$/);
  });

  test('a data folder that another lbd owns is left to it', async () => {
    mkdirSync(join(folder, 'data'));
    const first = lbd('--data', 'data');
    await ready(first);
    const second = lbd('--data', 'data', '--listen', 'unix:other.sock');
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toMatch(/^lbd: .*data.*\n$/);
    expect(second.stderr()).toContain(String(first.pid));
  });
});

describe('--bootstrap', () => {
  const yaml = 'pools: [{ name: rooms }]\nbackends: [{ id: room-1, pool: rooms, address: "127.0.0.1:9" }]\n';

  test('fills an empty store, and leaves it alone from then on', async () => {
    writeFileSync(join(folder, 'pools.yaml'), yaml);
    const first = lbd('--bootstrap', 'pools.yaml');
    await ready(first);
    expect(first.stderr()).toContain('"event":"bootstrap-done"');
    first.child.kill('SIGTERM');
    await first.ended;

    const second = lbd('--bootstrap', 'pools.yaml');
    await ready(second);
    expect(second.stderr()).toContain('"event":"bootstrap-skipped"');
  });
});
