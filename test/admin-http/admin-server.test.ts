import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { anAdminListener, sendRaw } from './an-admin-listener.ts';

describe('the admin listener', () => {
  test('says that lbd lives, and whether it is ready and why not', async () => {
    let readiness = { isReady: false, reason: 'backends that are probed were not all seen yet' };
    const { url } = await anAdminListener({ readiness: () => readiness });

    expect(await (await fetch(`${url}/healthz`)).text()).toBe('alive\n');
    const before = await fetch(`${url}/readyz`);
    expect([before.status, await before.text()]).toEqual([503, `not ready: ${readiness.reason}\n`]);

    readiness = { isReady: true, reason: '' };
    const after = await fetch(`${url}/readyz`);
    expect([after.status, await after.text()]).toEqual([200, 'ready\n']);
  });

  test('serves metrics as they are at that moment, and lets nobody keep them', async () => {
    let asked = 0;
    const { url } = await anAdminListener({
      metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: `asked ${++asked}\n` }),
    });
    await fetch(`${url}/metrics`);
    const response = await fetch(`${url}/metrics?since=yesterday`);
    expect(await response.text()).toBe('asked 2\n');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('answers HEAD as GET, without the body', async () => {
    const { url } = await anAdminListener();
    const response = await fetch(`${url}/metrics`, { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '11', '']);
  });

  test('takes a free port where its own is busy and nobody chose it', async () => {
    const { address } = await anAdminListener();
    const port = Number(address.split(':')[1]);
    expect((await anAdminListener({}, { port, mayGiveWay: true })).address).not.toBe(address);
    await expect(anAdminListener({}, { port })).rejects.toThrow(
      `can't serve metrics and probes on ${address}: another process listens there; stop it or give another one with --admin`,
    );
  });

  test('serves on IPv6, too', async () => {
    const { address, url } = await anAdminListener({}, { host: '::1' });
    expect(address).toMatch(/^\[::1\]:\d+$/);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('tells the log of its own failures, and the caller a number', async () => {
    const listener = await anAdminListener({
      metrics: () => {
        throw new Error('a secret');
      },
    });
    const response = await fetch(`${listener.url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^lbd has a bug; its log tells the cause under number [0-9a-f]{8}\n$/);
    expect(listener.logged).toEqual(['admin-internal-error']);
    expect((await fetch(`${listener.url}/healthz`)).status).toBe(200);
  });
});

describe('a request that is not to be served', () => {
  const rest = 'Host: localhost\r\nConnection: close\r\n\r\n';
  test.each([
    ['a path nobody serves', `GET /admin HTTP/1.1\r\n${rest}`, '404 Not Found'],
    ['two slashes', `GET //metrics HTTP/1.1\r\n${rest}`, '404 Not Found'],
    ['a path up and down', `GET /x/../../etc/passwd HTTP/1.1\r\n${rest}`, '404 Not Found'],
    ['another method', `DELETE /metrics HTTP/1.1\r\n${rest}`, '405 Method Not Allowed'],
    ['a whole URL, as to a proxy', `GET http://example.com/metrics HTTP/1.1\r\n${rest}`, '400 Bad Request'],
    ['a star', `OPTIONS * HTTP/1.1\r\n${rest}`, '400 Bad Request'],
    ['a GET with a body', `GET /metrics HTTP/1.1\r\nContent-Length: 3\r\n${rest}abc`, '400 Bad Request'],
    ['no HTTP', 'hello\r\n\r\n', '400 Bad Request'],
    ['no Host', 'GET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n', '400 Bad Request'],
    ['headers over 8 KiB', `GET /metrics HTTP/1.1\r\nX: ${'x'.repeat(9_000)}\r\n${rest}`, '431 '],
    ['both lengths', `GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n${rest}`, '400 Bad Request'],
  ])('%s', async (_what, text, status) => {
    const { address } = await anAdminListener();
    expect(await sendRaw(address, text)).toContain(`HTTP/1.1 ${status}`);
  });

  test('says which methods are taken', async () => {
    const { url } = await anAdminListener();
    const response = await fetch(`${url}/metrics`, { method: 'POST', body: 'x' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('a name that was made to lead to this machine (DNS rebinding)', () => {
  const ask = async (host: string) => {
    const { address } = await anAdminListener();
    const said = await sendRaw(address, `GET /metrics HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    return said.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length);
  };
  test.each(['evil.example', 'evil.example:8900', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', ''])(
    '%s is refused',
    async (host) => expect(await ask(host)).toBe('421'),
  );
  test.each(['localhost', 'LOCALHOST:8900', '127.0.0.1', '127.0.0.1:1', '127.1.2.3', '[::1]:8900'])(
    '%s is not such a name',
    async (host) => expect(await ask(host)).toBe('200'),
  );
  test('HTTP/1.0 without a Host comes from a load balancer that checks, and from no browser', async () => {
    const { address } = await anAdminListener();
    expect(await sendRaw(address, 'GET /readyz HTTP/1.0\r\n\r\n')).toContain('ready');
  });
});

describe('stopping', () => {
  test('does not wait for connections that ask nothing, as browsers keep them', async () => {
    const { address, url, stop } = await anAdminListener();
    const unused = connect(Number(address.split(':')[1]), '127.0.0.1').on('error', () => {});
    await once(unused, 'connect');
    await fetch(`${url}/healthz`);
    const gone = once(unused, 'close');
    await stop(60_000);
    await gone;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });

  test('lets an answer under way be told', async () => {
    let tell = (): void => {};
    let wasAsked = (): void => {};
    const asked = new Promise<void>((resolve) => {
      wasAsked = resolve;
    });
    const { url, stop } = await anAdminListener({
      metrics: () =>
        new Promise((resolve) => {
          tell = () => resolve({ contentType: 'text/plain', body: 'late\n' });
          wasAsked();
        }),
    });
    const answer = fetch(`${url}/metrics`).then((response) => response.text());
    await asked;
    const stopped = stop(60_000);
    tell();
    expect(await answer).toBe('late\n');
    await stopped;
  });
});
