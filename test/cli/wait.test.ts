import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aDaemon } from './a-daemon.ts';
import { startWaiting } from './waiting.ts';

/** A backend that answers what it is told to. */
async function aBackend() {
  let status = 500;
  const server = createServer((_request, response) => response.writeHead(status).end('here\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    answer: (next: number) => {
      status = next;
    },
  };
}

const probe = ['--probe', 'http', '--probe-interval', '100ms', '--probe-rise', '1', '--probe-fall', '1'];

describe('lbctl wait', () => {
  test('--for healthy ends when the probe is answered well', async () => {
    const lbd = await aDaemon();
    const backend = await aBackend();
    await lbd.run('backends', 'add', 'api-1', backend.address, ...probe);
    const { outcome, says } = startWaiting(lbd, 'wait', 'api-1', '--for', 'healthy');
    await says(/^waiting for api-1 to be healthy: un/);
    backend.answer(200);
    expect(await outcome).toMatchObject({ code: 0, stderr: '' });
    expect((await outcome).stdout).toMatch(/\napi-1 is healthy\n$/);
    expect(await lbd.json('wait', 'api-1', '--for', 'eligible')).toMatchObject({ id: 'api-1', eligible: true });
  });

  test('--for drained ends with the drain, --for sessions=0 when nobody is left', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    await lbd.run('cordon', 'api-1');
    const empty = startWaiting(lbd, 'wait', 'api-1', '--for', 'sessions=0');
    await empty.says(/^waiting for api-1 to be empty: 1 session left\n/);
    await lbd.run('drain', 'api-1', '--deadline', '10m');
    const drained = startWaiting(lbd, 'wait', 'api-1', '--for', 'drained', '--json');
    await lbd.run('sessions', 'end', 'ada', '--yes');
    expect((await empty.outcome).stdout).toMatch(/\napi-1 is empty\n$/);
    const { code, stdout } = await drained.outcome;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'api-1', admin_state: 'DRAINED' });
  });

  test('what is so already needs no waiting', async () => {
    const lbd = await aDaemon(['api-1']);
    expect(await lbd.program('wait', 'api-1', '--for', 'eligible')).toEqual({
      code: 0,
      stdout: 'api-1 is eligible\n',
      stderr: '',
    });
  });

  test('says why it may wait for ever, and ends with 6 when --timeout is over', async () => {
    const lbd = await aDaemon(['api-1']);
    for (const [condition, doubt] of [
      ['healthy', 'api-1 may never be healthy: no probe watches its health; `lbctl backends set api-1 --probe http`'],
      ['drained', 'api-1 may never be drained: it does not drain; `lbctl drain api-1` begins'],
    ] as const) {
      const { code, stderr } = await lbd.run('wait', 'api-1', '--for', condition, '--timeout', '100ms');
      expect(code).toBe(6);
      expect(stderr).toContain(doubt);
      expect(stderr).toContain(`error: api-1 is not ${condition} yet: `);
    }
    await lbd.run('cordon', 'api-1');
    const { stderr } = await lbd.run('wait', 'api-1', '--for', 'eligible', '--timeout', '100ms', '--json');
    expect(stderr).toContain('`lbctl uncordon api-1` returns it');
    expect(JSON.parse(stderr.split('\n')[1] ?? '')).toMatchObject({ error: { reason: 'TIMEOUT' } });
  });

  test('--for drained ends with 1 when the drain is taken back, any with 130 at Ctrl-C', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    await lbd.run('drain', 'api-1');
    const drained = startWaiting(lbd, 'wait', 'api-1', '--for', 'drained');
    const empty = startWaiting(lbd, 'wait', 'api-1', '--for', 'sessions=0');
    await Promise.all([drained.says(/draining/), empty.says(/1 session left/)]);
    empty.child.kill('SIGINT');
    expect(await empty.outcome).toMatchObject({ code: 130, stderr: 'api-1 is not empty yet: 1 session left\n' });
    await lbd.run('undrain', 'api-1');
    expect(await drained.outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error: api-1 drains no more: it was undrained meanwhile'),
    });
  });

  test.each([
    [['wait', 'api-9', '--for', 'healthy'], 3],
    [['wait', 'api-1'], 2],
    [['wait', 'api-1', '--for', 'lunch'], 2],
  ])('%j ends with %d', async (words, code) => {
    const lbd = await aDaemon(['api-1']);
    expect((await lbd.run(...words)).code).toBe(code);
  });
});
