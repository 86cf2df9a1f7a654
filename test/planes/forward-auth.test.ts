import { mkdtempSync, statSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startPickListener } from '../../daemon/planes/pick-listener.ts';
import { anEngine, operator } from '../support/an-engine.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

async function aListener(wishes: Parameters<typeof anEngine>[0] = { backends: ['api-1', 'api-2', 'api-3'] }) {
  const engine = await anEngine({ wallMs: 1_700_000_000_000, ...wishes });
  engine.clock.advance(2_000);
  const path = join(mkdtempSync(join(tmpdir(), 'lbd-pick-')), 'pick.sock');
  const failures: unknown[] = [];
  const parts = {
    affinity: engine.httpAffinity,
    outcomes: engine.outcomes,
    log: (...line: unknown[]) => failures.push(line),
  };
  const listener = await startPickListener({ path }, parts);
  stops.push(async () => {
    await listener.stop(0);
    expect(failures).toEqual([]);
  });
  const ask = (headers: Record<string, string> = {}, url = '/pick', method = 'GET') =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({ socketPath: path, path: url, method, headers, agent: false }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers }));
      });
      asked.on('error', reject).end();
    });
  return { engine, ask, path };
}

const cookieOf = ({ headers }: Answer) => headers['set-cookie']?.map((each) => each.split(';')[0]).join('; ') ?? '';

describe('GET /pick', () => {
  test('names a backend, where it is, who else could, and the cookie', async () => {
    const { ask } = await aListener();
    const { status, headers } = await ask({ 'x-forwarded-proto': 'https' });
    expect(status).toBe(200);
    const id = headers['x-lb-backend'] as string;
    expect(headers).toMatchObject({
      'x-lb-address': `${id}.test:80`,
      'x-lb-outcome': 'assigned',
      'x-lb-generation': '1',
      'cache-control': 'no-store',
      'x-lb-set-cookie': headers['set-cookie']?.[0],
    });
    expect(headers['x-lb-set-cookie']).toMatch(/; Secure$/);
    const others = ['api-1', 'api-2', 'api-3'].filter((each) => each !== id);
    expect((headers['x-lb-fallbacks'] as string).split(',').sort()).toEqual(others);
    expect((headers['x-lb-fallback-addresses'] as string).split(',').sort()).toEqual(
      others.map((each) => `${each}.test:80`),
    );
  });

  test('answers the same home to the cookie it gave, by any method and behind any path', async () => {
    const { ask } = await aListener();
    const first = await ask();
    for (const [url, method] of [
      ['/pick', 'GET'],
      ['/pick/shop?x=1', 'POST'],
      ['/pick?pool=default', 'HEAD'],
    ] as const) {
      const again = await ask({ cookie: cookieOf(first) }, url, method);
      expect(again).toMatchObject({
        status: 200,
        headers: { 'x-lb-backend': first.headers['x-lb-backend'], 'x-lb-outcome': 'kept' },
      });
      expect(again.headers['set-cookie']).toBeUndefined();
    }
  });

  test('moves a session off the backend that was tried, to who served where the proxy says', async () => {
    const { ask } = await aListener();
    const first = await ask();
    const tried = first.headers['x-lb-backend'] as string;
    const second = await ask({ cookie: cookieOf(first), 'x-lb-tried': tried });
    expect(second.headers).toMatchObject({ 'x-lb-outcome': 'moved', 'x-lb-generation': '2' });
    expect(second.headers['x-lb-backend']).not.toBe(tried);

    const now = second.headers['x-lb-backend'] as string;
    const third = ['api-1', 'api-2', 'api-3'].find((id) => id !== now && id !== tried)!;
    const told = await ask({ cookie: cookieOf(second), 'x-lb-tried': now, 'x-lb-served': third });
    expect(told.headers).toMatchObject({ 'x-lb-backend': third, 'x-lb-generation': '3' });
  });

  test('knows a new session by the cookie that the proxy hands back', async () => {
    const { ask, engine } = await aListener();
    const first = await ask();
    const headers = {
      'x-lb-tried': first.headers['x-lb-backend'] as string,
      'x-lb-set-cookie': first.headers['x-lb-set-cookie'] as string,
    };
    const second = await ask(headers);
    expect(second.headers).toMatchObject({ 'x-lb-outcome': 'moved', 'x-lb-session': first.headers['x-lb-session'] });
    expect(engine.table.size).toBe(1);
  });

  test('takes what was tried in vain for a failure', async () => {
    const { ask, engine } = await aListener({ backends: ['api-1', 'api-2'], pool: { ejectAfter: 2 } });
    for (let i = 0; i < 2; i += 1) await ask({ 'x-lb-tried': 'api-1' });
    expect(engine.registry.member('default', 'api-1').row.health).toBe('unhealthy');
  });

  test('is 403 with the reason when nobody can serve', async () => {
    const { ask, engine } = await aListener({ backends: ['api-1'] });
    const { headers } = await ask();
    expect(await ask({ 'x-lb-tried': headers['x-lb-backend'] as string })).toMatchObject({
      status: 403,
      headers: { 'x-lb-reason': 'NO_ELIGIBLE_BACKEND' },
    });
    expect(await ask({}, '/pick?pool=none')).toMatchObject({
      status: 403,
      headers: { 'x-lb-reason': 'POOL_NOT_FOUND' },
    });
    expect(await ask({ 'x-lb-pool': 'a/b' })).toMatchObject({
      status: 403,
      headers: { 'x-lb-reason': 'POOL_NOT_FOUND' },
    });
    await engine.backends.update('default', 'api-1', { weight: 0 }, { etag: '', keepSessions: false }, operator);
    expect((await ask()).status).toBe(403);
  });

  test('reads the key sources in the request that the proxy tells of', async () => {
    const pool = { affinity: { keySources: ['query:room'] as const, cookieFormat: 'plain' as const } };
    const { ask, engine } = await aListener({ backends: ['api-1', 'api-2'], pool: pool as never });
    const first = await ask();
    const id = first.headers['x-lb-session'] as string;
    expect(first.headers['set-cookie']).toHaveLength(2);
    expect(first.headers['x-lb-set-cookie-2']).toMatch(/^backend=/);
    for (const header of ['x-original-uri', 'x-forwarded-uri']) {
      expect((await ask({ [header]: `/a?room=${id}` })).headers).toMatchObject({
        'x-lb-session': id,
        'x-lb-outcome': 'kept',
      });
    }
    expect(engine.table.size).toBe(1);
  });

  test('is all there is', async () => {
    const { ask } = await aListener();
    for (const url of ['/', '/picks', '/served']) expect(await ask({}, url)).toMatchObject({ status: 404 });
  });

  test('is on a socket that proxies run by other users can open', async () => {
    const { path } = await aListener();
    expect(statSync(path).mode & 0o666).toBe(0o666);
    await expect(startPickListener({ path }, undefined as never)).rejects.toThrow('another process listens there');
  });
});
