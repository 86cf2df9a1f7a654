import { once } from 'node:events';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { type ABackend, aBackend } from './a-backend.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backends: ABackend[] = [];
const rooms: Server[] = [];
const clients: Socket[] = [];
let gateway: AGateway;

/** A Socket.IO server that greets with its id and repeats what it hears. */
async function aRoom(id: string): Promise<ABackend> {
  const backend = await aBackend(id, () => {});
  backend.server.removeAllListeners('request');
  const room = new Server(backend.server, { pingInterval: 25_000 });
  room.on('connection', (socket) => {
    socket.emit('greeting', id);
    socket.on('say', (words, answer) => answer(`${id}: ${words}`));
  });
  rooms.push(room);
  return backend;
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await gateway.stop();
  for (const room of rooms.splice(0)) await room.close();
  for (const backend of backends) await backend.kill();
});

async function join(): Promise<{ client: Socket; home: string; transports: string[] }> {
  const client = io(gateway.url, { withCredentials: true, reconnectionDelay: 10, forceNew: true });
  clients.push(client);
  const transports: string[] = [];
  client.io.on('open', () => {
    transports.push(client.io.engine.transport.name);
    client.io.engine.on('upgrade', ({ name }) => transports.push(name));
  });
  const home = await new Promise<string>((resolve) => client.once('greeting', resolve));
  while (transports.at(-1) !== 'websocket') await new Promise(setImmediate);
  return { client, home, transports };
}

test('Socket.IO goes from polling to WebSocket on one backend, and finds another home when that dies', async () => {
  backends = await Promise.all(['api-1', 'api-2'].map(aRoom));
  gateway = await aGateway({ backends: backends.map(({ id, address }) => ({ id, address })) });
  const joined = await Promise.all([1, 2, 3, 4].map(join));
  expect(joined.map(({ home }) => home).toSorted()).toEqual(['api-1', 'api-1', 'api-2', 'api-2']);
  for (const { client, home, transports } of joined) {
    expect(transports).toEqual(['polling', 'websocket']);
    expect(await client.emitWithAck('say', 'hello')).toBe(`${home}: hello`);
  }

  const { client, home } = joined[0]!;
  const greeting = once(client as never, 'greeting');
  await rooms[home === 'api-1' ? 0 : 1]!.close();
  const [next] = await greeting;
  expect(next).not.toBe(home);
  expect(await client.emitWithAck('say', 'again')).toBe(`${next}: again`);
});
