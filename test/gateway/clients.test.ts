import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom, raw } from './a-client.ts';
import { type AGateway, aGateway, trusting } from './a-gateway.ts';

let backend: ABackend;
let gateway: AGateway;

async function start(options: Parameters<typeof aGateway>[0]['options'] = {}): Promise<void> {
  backend = await aBackend('api-1');
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }], options });
}
afterEach(async () => {
  await gateway.stop();
  await backend.kill();
});

const claims = {
  host: 'shop.example.com',
  'x-forwarded-for': '1.1.1.1, 2.2.2.2, 10.0.0.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'www.example.com',
  'x-forwarded-port': '443',
  'x-real-ip': '1.1.1.1',
  forwarded: 'for=1.1.1.1',
};

describe('what a client says of its way here', () => {
  test('is dropped, and told anew', async () => {
    await start();
    const answer = await fetchFrom(gateway.port, { headers: claims });
    const { headers } = backend.seen[0]!;
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'shop.example.com',
      forwarded: 'for=127.0.0.1;host="shop.example.com";proto=http',
    });
    for (const name of ['x-real-ip', 'x-forwarded-port']) expect(headers).not.toHaveProperty(name);
    expect(answer.headers['set-cookie']?.join()).not.toContain('Secure');
  });

  test('is continued when a trusted proxy says it, and its client is who nobody trusts', async () => {
    await start({ trustedProxies: trusting('127.0.0.1', '10.0.0.9') });
    const answer = await fetchFrom(gateway.port, { headers: claims });
    expect(backend.seen[0]!.headers).toMatchObject({
      'x-forwarded-for': '1.1.1.1, 2.2.2.2, 10.0.0.9, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'www.example.com',
      forwarded: 'for=1.1.1.1, for=127.0.0.1;host="shop.example.com";proto=http',
    });
    expect(answer.headers['set-cookie']?.join()).toContain('Secure');
    expect(gateway.accessLines[0]).toMatchObject({ client: '2.2.2.2' });
  });

  test('ends where it is no address', async () => {
    await start({ trustedProxies: trusting('127.0.0.1') });
    await fetchFrom(gateway.port, { headers: { 'x-forwarded-for': '1.1.1.1, unknown, 10.0.0.9' } });
    expect(backend.seen[0]!.headers['x-forwarded-for']).toBe('10.0.0.9, 127.0.0.1');
  });
});

test('a request keeps its id, or gets one, on both sides; traceparent passes', async () => {
  await start();
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const kept = await fetchFrom(gateway.port, { headers: { 'x-request-id': 'abc-1', traceparent } });
  expect(kept.headers['x-request-id']).toBe('abc-1');
  expect(backend.seen[0]!.headers).toMatchObject({ 'x-request-id': 'abc-1', traceparent });
  const made = await fetchFrom(gateway.port, { headers: { 'x-request-id': 'with blank' } });
  expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(backend.seen[1]!.headers['x-request-id']).toBe(made.headers['x-request-id']);
});

test('the access log tells of each request, refused ones too, and holds no session', async () => {
  await start();
  const answer = await fetchFrom(gateway.port, { path: '/a?session_id=secret', headers: { host: 'shop' } });
  await raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n');
  expect(gateway.accessLines).toMatchObject([
    {
      method: 'GET',
      path: '/a',
      host: 'shop',
      http: '1.1',
      client: '127.0.0.1',
      status: 200,
      bytes: Buffer.byteLength(answer.body),
      pool: 'default',
      backend: 'api-1',
      outcome: 'assigned',
      reason: 'new',
      generation: 1,
    },
    { status: 400 },
  ]);
  const [cookie = ''] = answer.headers['set-cookie'] ?? [];
  const [, value = ''] = /=([^;.]*)/.exec(cookie) ?? [];
  expect(value.length).toBeGreaterThan(8);
  expect(JSON.stringify(gateway.accessLines)).not.toMatch(new RegExp(`secret|${value}`));
});

describe('too many', () => {
  const closed = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(gateway.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('close', () => resolve(true));
      socket.on('data', () => {
        socket.destroy();
        resolve(false);
      });
      socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    });

  test('connections of one client: the next is closed, until one of them goes', async () => {
    await start({ maxConnectionsPerClient: 2 });
    const held = await Promise.all([1, 2].map(() => opened()));
    expect(await closed()).toBe(true);
    held[0]!.destroy();
    while (await closed()) await new Promise(setImmediate);
    held[1]!.destroy();
  });

  test('connections of one trusted proxy are its clients’', async () => {
    await start({ maxConnectionsPerClient: 1, trustedProxies: trusting('127.0.0.1') });
    const held = await Promise.all([1, 2, 3].map(() => opened()));
    expect(await closed()).toBe(false);
    for (const socket of held) socket.destroy();
  });

  test('connections in all: the next is closed', async () => {
    await start({ maxConnections: 2 });
    const held = await Promise.all([1, 2].map(() => opened()));
    expect(await closed()).toBe(true);
    for (const socket of held) socket.destroy();
  });

  test('requests at once: the next is told 503, without a cookie, and the others are served', async () => {
    const held: (() => void)[] = [];
    backend = await aBackend('api-1', (_request, response) => held.push(() => response.end('ok')));
    gateway = await aGateway({
      backends: [{ id: 'api-1', address: backend.address }],
      options: { maxRequests: 2 },
    });
    const served = [fetchFrom(gateway.port), fetchFrom(gateway.port)];
    while (held.length < 2) await new Promise(setImmediate);
    const shed = await fetchFrom(gateway.port);
    expect(shed).toMatchObject({ status: 503, headers: { 'retry-after': '1', connection: 'close' } });
    expect(shed.headers['set-cookie']).toBeUndefined();
    for (const end of held) end();
    expect((await Promise.all(served)).map(({ status }) => status)).toEqual([200, 200]);
  });

  async function opened() {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    // One answer shows that the gateway has counted it.
    socket.write('OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    return socket;
  }
});
