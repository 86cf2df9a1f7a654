import { afterEach, describe, expect, test } from 'vitest';
import { operator } from '../support/an-engine.ts';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom, Visitor } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backends: ABackend[] = [];
let gateway: AGateway;

const pools = {
  shop: { hosts: ['shop.example.com'] },
  cart: { hosts: ['shop.example.com'], pathPrefixes: ['/cart'] },
  wild: { hosts: ['*.example.com'] },
  api: { pathPrefixes: ['/api', '/v1/things'] },
  unnamed: {},
};

/** One backend a pool, called as its pool. */
async function start(): Promise<void> {
  backends = await Promise.all(['default', ...Object.keys(pools)].map((id) => aBackend(id)));
  gateway = await aGateway({ backends: [{ id: 'default', address: backends[0]!.address }] });
  const { engine } = gateway;
  for (const [name, settings] of Object.entries(pools)) await engine.pools.create(name, settings, operator);
  for (const { id, address } of backends.slice(1)) {
    const { settings } = engine.registry.member('default', 'default').row;
    await engine.backends.create(id, id, { ...settings, address }, operator);
  }
}

afterEach(async () => {
  await gateway.stop();
  for (const backend of backends) await backend.kill();
  backends = [];
});

async function poolOf(host: string, path: string): Promise<string> {
  const answer = await fetchFrom(gateway.port, { path, headers: { host } });
  return JSON.parse(answer.body).backend;
}

describe('a request goes to the pool', () => {
  test('of its host, then of its longest path; else to default', async () => {
    await start();
    expect(await poolOf('shop.example.com', '/')).toBe('shop');
    expect(await poolOf('SHOP.example.com:8080', '/x?cart')).toBe('shop');
    expect(await poolOf('shop.example.com.', '/cart')).toBe('cart');
    expect(await poolOf('shop.example.com', '/cart/1?a=b')).toBe('cart');
    expect(await poolOf('shop.example.com', '/cartoon')).toBe('shop');
    expect(await poolOf('a.b.example.com', '/')).toBe('wild');
    expect(await poolOf('example.com', '/')).toBe('default');
    expect(await poolOf('other', '/api/x')).toBe('api');
    expect(await poolOf('other', '/v1/things')).toBe('api');
    expect(await poolOf('other', '/v1/thing')).toBe('default');
    // The nearest host is chosen first: it has all of its paths.
    expect(await poolOf('shop.example.com', '/api')).toBe('shop');
  });

  test('as its settings are now', async () => {
    await start();
    await gateway.engine.pools.update('unnamed', { hosts: ['other'] }, '', operator);
    expect(await poolOf('other', '/x')).toBe('unnamed');
    await gateway.engine.pools.update('unnamed', { hosts: [] }, '', operator);
    expect(await poolOf('other', '/x')).toBe('default');
  });

  test('with a session of its own in each: cookies of one are none of another', async () => {
    await start();
    const ada = new Visitor(gateway.port);
    await ada.ask({ headers: { host: 'shop.example.com' } });
    const first = ada.cookies.size;
    await ada.ask({ headers: { host: 'shop.example.com' }, path: '/cart' });
    expect(ada.cookies.size).toBe(2 * first);
  });
});

test('two pools do not have the same requests', async () => {
  await start();
  await expect(gateway.engine.pools.create('other', { pathPrefixes: ['/api'] }, operator)).rejects.toThrow(
    'pool "api" has the requests for any host/api already',
  );
});

test('backends are told of the assignment where the pool says so, and never what a client made up', async () => {
  await start();
  const headers = { 'x-lb-generation': '99', 'x-lb-backend': 'evil' };
  await fetchFrom(gateway.port, { headers });
  expect(backends[0]!.seen[0]!.headers).not.toHaveProperty('x-lb-generation');
  await gateway.engine.pools.update('default', { exposeAssignment: true }, '', operator);
  await fetchFrom(gateway.port, { headers });
  expect(backends[0]!.seen[1]!.headers).toMatchObject({
    'x-lb-pool': 'default',
    'x-lb-backend': 'default',
    'x-lb-generation': '1',
  });
});
