import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { aBackend, aRawBackend } from './a-backend.ts';
import { fetchFrom, raw } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

const stops: (() => unknown)[] = [];
let gateway: AGateway;

afterEach(async () => {
  await gateway.stop();
  for (const stop of stops.splice(0)) await stop();
});

/** By status, once so many are over: the client has its answer a moment before the gateway is done with it. */
async function statuses(requests: number): Promise<Readonly<Record<number, number>>> {
  const { byStatus } = gateway.counts;
  while (byStatus.reduce((sum, count) => sum + count, 0) < requests) await nextTurn();
  return Object.fromEntries([...byStatus.entries()].filter(([, count]) => count > 0));
}

test('requests are counted by status and timed, those that the gateway refuses are only counted', async () => {
  const backend = await aBackend('api-1', (request, response) => {
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end('x');
  });
  stops.push(() => backend.kill());
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
  for (const path of ['/', '/', '/missing']) await fetchFrom(gateway.port, { path });
  await raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n');

  expect(await statuses(4)).toEqual({ 200: 2, 400: 1, 404: 1 });
  expect(gateway.counts.seconds.counts.reduce((sum, count) => sum + count, 0)).toBe(3);
});

test('attempts that failed are counted by how, the request by what its client got', async () => {
  const broken = await aRawBackend((socket) => socket.once('data', () => socket.destroy()));
  stops.push(broken.stop);
  gateway = await aGateway({ backends: [{ id: 'api-1', address: broken.address }] });
  await fetchFrom(gateway.port, { method: 'POST', body: 'x' });
  expect(await statuses(1)).toEqual({ 502: 1 });
  expect(Object.fromEntries(gateway.counts.failures)).toEqual({ reset: 1 });
});

test('what is under way is told, WebSockets apart', async () => {
  const backend = await aBackend('api-1');
  const sockets = new WebSocketServer({ server: backend.server });
  sockets.on('connection', (socket) => socket.send('hello'));
  stops.push(() => backend.kill());
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/`);
  await once(socket, 'message');
  while (gateway.counts.load!().upgraded === 0) await nextTurn();
  expect(gateway.counts.load!()).toEqual({ connections: 1, requests: 0, upgraded: 1 });

  socket.close();
  expect(await statuses(1)).toEqual({ 101: 1 });
  expect(gateway.counts.seconds.sum).toBe(0);
});
