import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { operator } from '../support/an-engine.ts';
import { type ABackend, aBackend, aRawBackend } from './a-backend.ts';
import { fetchFrom, Visitor } from './a-client.ts';
import { type AGateway, aGateway, type GatewayWishes } from './a-gateway.ts';

const stops: (() => unknown)[] = [];
let gateway: AGateway;

afterEach(async () => {
  await gateway.stop();
  for (const stop of stops.splice(0)) await stop();
});

/** `api-1` as a socket says; `api-2` is well. New sessions come to `api-1` first. */
async function withBroken(onSocket: (socket: Socket) => void, wishes: Partial<GatewayWishes> = {}): Promise<ABackend> {
  const broken = await aRawBackend(onSocket);
  const well = await aBackend('api-2');
  stops.push(broken.stop, () => well.kill());
  gateway = await aGateway({
    backends: [
      { id: 'api-1', address: broken.address },
      { id: 'api-2', address: well.address },
    ],
    ...wishes,
  });
  return well;
}

describe('a backend that ends the connection before it answers', () => {
  test('is asked once more, then another is, where that does no harm', async () => {
    let asked = 0;
    await withBroken((socket) =>
      socket.once('data', () => {
        asked += 1;
        socket.destroy();
      }),
    );
    const answer = await fetchFrom(gateway.port, { method: 'PUT', body: 'x'.repeat(1_000) });
    expect(JSON.parse(answer.body)).toMatchObject({ backend: 'api-2', body: 'x'.repeat(1_000) });
    expect(asked).toBe(2);
    expect(answer.headers['set-cookie']?.join()).toContain('api-2');
  });

  test('is not asked again with POST: it may have acted already', async () => {
    let asked = 0;
    const well = await withBroken((socket) =>
      socket.once('data', () => {
        asked += 1;
        socket.destroy();
      }),
    );
    const answer = await fetchFrom(gateway.port, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(502);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect([asked, well.seen.length]).toEqual([1, 0]);
  });

  test('is not replaced where the body is too large to be sent again', async () => {
    const well = await withBroken(
      (socket) => {
        let got = 0;
        socket.on('data', (chunk) => {
          got += chunk.length;
          if (got > 500_000) socket.destroy();
        });
      },
      { options: { replayBytes: 1_000 } },
    );
    const answer = await fetchFrom(gateway.port, { method: 'PUT', body: 'x'.repeat(600_000) });
    expect(answer.status).toBe(502);
    expect(well.seen).toEqual([]);
  });
});

test('a refused connection is no reason against POST, however large: nothing was sent', async () => {
  const well = await aBackend('api-2');
  const dead = await aBackend('api-1');
  await dead.kill();
  stops.push(() => well.kill());
  gateway = await aGateway({
    backends: [dead, well].map(({ id, address }) => ({ id, address })),
    options: { replayBytes: 0 },
  });
  const answer = await fetchFrom(gateway.port, { method: 'POST', body: 'x'.repeat(600_000) });
  expect(JSON.parse(answer.body).body).toHaveLength(600_000);
});

test('a backend that does not answer in time: 504', async () => {
  await withBroken(() => {}, { options: { answerTimeoutMs: 100 } });
  const answer = await fetchFrom(gateway.port);
  expect(answer.status).toBe(504);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a backend that speaks no HTTP: 502', async () => {
  await withBroken((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9\r\n')));
  expect((await fetchFrom(gateway.port)).status).toBe(502);
});

test('an answer that says more than one thing about its length: 502', async () => {
  await withBroken((socket) =>
    socket.once('data', () =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
    ),
  );
  expect((await fetchFrom(gateway.port)).status).toBe(502);
});

test.each([
  ['in a header', 'HTTP/1.1 200 OK\r\nX-A: a\u0001b\r\nContent-Length: 0\r\n\r\n'],
  ['in its trailers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-A: a\u0001b\r\n\r\n'],
  ['in its reason', 'HTTP/1.1 200 O\u0001K\r\nContent-Length: 0\r\n\r\n'],
])('an answer with a control character %s harms nobody else', async (_where, bytes) => {
  await withBroken((socket) => socket.once('data', () => socket.end(bytes)));
  await fetchFrom(gateway.port).catch(() => undefined);
  expect(JSON.parse((await fetchFrom(gateway.port)).body).backend).toBe('api-2');
  expect(gateway.engine.registry.member('default', 'api-1').inFlight).toBe(0);
});

test('failures in a row take a backend out, for those who come after', async () => {
  await withBroken((socket) => socket.once('data', () => socket.destroy()), { pool: { ejectAfter: 3 } });
  const { engine } = gateway;
  const isOut = () => engine.registry.member('default', 'api-1').row.health === 'unhealthy';
  for (let i = 0; i < 50 && !isOut(); i += 1) await fetchFrom(gateway.port);
  expect(isOut()).toBe(true);
});

test('5xx of one session count once, of several they take the backend out', async () => {
  const failing = await aBackend('api-1', (_request, response) => response.writeHead(500).end());
  stops.push(() => failing.kill());
  gateway = await aGateway({ backends: [{ id: 'api-1', address: failing.address }], pool: { ejectAfter: 3 } });
  const row = () => gateway.engine.registry.member('default', 'api-1').row;
  const ada = new Visitor(gateway.port);
  for (let i = 0; i < 10; i += 1) expect((await ada.ask()).status).toBe(500);
  expect(row().health).toBe('unknown');
  for (let i = 0; i < 10 && row().health === 'unknown'; i += 1) await fetchFrom(gateway.port);
  expect(row().health).toBe('unhealthy');
});

describe('what the pool wants when a home can not be reached', () => {
  async function ada(reaction: 'refuse' | 'hold', holdForMs = 10_000) {
    const one = await aBackend('api-1');
    const two = await aBackend('api-2');
    stops.push(() => two.kill());
    gateway = await aGateway({
      backends: [one, two].map(({ id, address }) => ({ id, address })),
      pool: { onUnhealthy: reaction, holdForMs },
    });
    const visitor = new Visitor(gateway.port);
    expect(await visitor.backend()).toBe('api-1');
    await one.kill();
    return { visitor, port: Number(one.address.split(':').at(-1)) };
  }

  test('refuse: 503 with Retry-After, and the session stays', async () => {
    const { visitor } = await ada('refuse');
    const answer = await visitor.ask();
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('hold: the request waits until its home is back', async () => {
    const { visitor, port } = await ada('hold');
    const waiting = visitor.ask({ method: 'POST', body: 'kept' });
    while (gateway.logged.filter(({ event }) => event === 'backend-failed').length < 2) {
      await new Promise(setImmediate);
    }
    const back = await aBackend('api-1', undefined, port);
    stops.push(() => back.kill());
    expect(JSON.parse((await waiting).body)).toMatchObject({ backend: 'api-1', body: 'kept' });
  });

  test('hold: but not for ever', async () => {
    const { visitor } = await ada('hold', 100);
    expect((await visitor.ask()).status).toBe(503);
  });
});

test('a planned restart: requests wait while the drain holds, and all is as before when it ends', async () => {
  const one = await aBackend('api-1');
  const two = await aBackend('api-2');
  stops.push(() => two.kill());
  gateway = await aGateway({ backends: [one, two].map(({ id, address }) => ({ id, address })) });
  const { drains, holds } = gateway.engine;
  const ada = new Visitor(gateway.port);
  expect(await ada.backend()).toBe('api-1');
  await drains.drain('default', 'api-1', { ...plainDrain, mode: 'hold' }, operator);
  const waiting = ada.ask();
  while (holds.count === 0) await new Promise(setImmediate);
  await one.kill();
  const back = await aBackend('api-1', undefined, Number(one.address.split(':').at(-1)));
  stops.push(() => back.kill());
  await drains.undrain('default', 'api-1', operator);
  const answer = await waiting;
  expect(JSON.parse(answer.body).backend).toBe('api-1');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('another process behind a backend is noticed, and its sessions are let go', async () => {
  let boot = 'boot-1';
  const backend = await aBackend('api-1', (_request, response) => {
    response.setHeader('x-lb-instance', boot);
    response.end('ok');
  });
  stops.push(() => backend.kill());
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
  const row = () => gateway.engine.registry.member('default', 'api-1').row;
  await fetchFrom(gateway.port);
  while (row().instance !== 'boot-1') await new Promise(setImmediate);
  const { keptFrom } = row();
  boot = 'boot-2';
  await fetchFrom(gateway.port);
  while (row().instance !== 'boot-2') await new Promise(setImmediate);
  expect(row().keptFrom).toBeGreaterThan(keptFrom);
});

test('when the store can not write, known sessions go on and new ones are told 503', async () => {
  const backend = await aBackend('api-1');
  stops.push(() => backend.kill());
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
  const ada = new Visitor(gateway.port);
  await ada.ask();
  await gateway.engine.store.close();
  expect((await ada.ask()).status).toBe(200);
  const stranger = await fetchFrom(gateway.port);
  expect(stranger.status).toBe(503);
  expect(stranger.headers['retry-after']).toBe('1');
  expect(stranger.headers['set-cookie']).toBeUndefined();
});

test('requests in flight are what least_connections goes by', async () => {
  const held: (() => void)[] = [];
  const backends = await Promise.all(
    ['api-1', 'api-2'].map((id) =>
      aBackend(id, (request, response) => {
        if (request.url === '/now') response.end(JSON.stringify({ backend: id }));
        else held.push(() => response.end(JSON.stringify({ backend: id })));
      }),
    ),
  );
  for (const backend of backends) stops.push(() => backend.kill());
  gateway = await aGateway({
    backends: backends.map(({ id, address }) => ({ id, address })),
    pool: { policy: 'least_connections' },
  });
  const waiting = fetchFrom(gateway.port);
  while (held.length === 0) await new Promise(setImmediate);
  const busy = ['api-1', 'api-2'].find((id) => gateway.engine.registry.member('default', id).inFlight === 1)!;
  for (let i = 0; i < 5; i += 1) {
    expect(JSON.parse((await fetchFrom(gateway.port, { path: '/now' })).body).backend).not.toBe(busy);
  }
  held[0]!();
  await waiting;
  expect(gateway.engine.registry.member('default', busy).inFlight).toBe(0);
});
