import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { operator } from '../support/an-engine.ts';
import { type ABackend, aBackend } from './a-backend.ts';
import { raw } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backends: ABackend[] = [];
let gateway: AGateway;
const closers: (() => void)[] = [];

/** A backend that says its id, then repeats what it hears. */
async function anEcho(id: string): Promise<ABackend> {
  const backend = await aBackend(id);
  const sockets = new WebSocketServer({ server: backend.server });
  sockets.on('connection', (socket) => {
    socket.send(id);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  closers.push(() => {
    for (const client of sockets.clients) client.terminate();
  });
  return backend;
}

async function start(pool = {}): Promise<void> {
  backends = await Promise.all(['api-1', 'api-2'].map(anEcho));
  gateway = await aGateway({ backends: backends.map(({ id, address }) => ({ id, address })), pool });
}

async function open(cookie = ''): Promise<{ socket: WebSocket; home: string; cookie: string }> {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/room`, { headers: cookie === '' ? {} : { cookie } });
  let cookies: string[] = [];
  socket.on('upgrade', (response) => {
    cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]!);
  });
  const [greeting] = await once(socket, 'message');
  return { socket, home: String(greeting), cookie: cookies.join('; ') };
}

afterEach(async () => {
  await gateway?.stop();
  for (const close of closers.splice(0)) close();
  for (const backend of backends) await backend.kill();
});

describe('a WebSocket', () => {
  test('gets its cookie with the 101, and comes back to the same backend', async () => {
    await start();
    const first = await open();
    expect(first.cookie).not.toBe('');
    const second = await open(first.cookie);
    expect(second.home).toBe(first.home);
    expect(second.cookie).toBe('');
    first.socket.close();
    second.socket.close();
  });

  test('carries messages of every size both ways, in order', async () => {
    await start();
    const { socket } = await open();
    for (const size of [0, 1, 125, 126, 65_535, 65_536, 1_000_000]) {
      const sent = Buffer.alloc(size, size % 251);
      socket.send(sent);
      const [got] = await once(socket, 'message');
      expect((got as Buffer).equals(sent)).toBe(true);
    }
    socket.close();
  });

  test('finds another home when its own is dead', async () => {
    await start();
    const first = await open();
    first.socket.terminate();
    await backends.find(({ id }) => id === first.home)!.kill();
    const second = await open(first.cookie);
    expect(second.home).not.toBe(first.home);
    expect(second.cookie).not.toBe('');
    second.socket.close();
  });

  test('is closed with 1012 after the deadline of a drain, between two messages', async () => {
    await start();
    const { socket, home, cookie } = await open();
    await gateway.engine.drains.drain(
      'default',
      home,
      { deadlineMs: 0, idleDeadlineMs: null, mode: null, atDeadline: null, to: null, rate: null },
      operator,
    );
    const [code] = await once(socket, 'close');
    expect(code).toBe(1012);
    const again = await open(cookie);
    expect(again.home).not.toBe(home);
    again.socket.close();
  });

  test('keeps its session alive while it is open, however idle', async () => {
    await start({ idleTimeoutMs: 60_000 });
    const { engine } = gateway;
    const { socket, cookie } = await open();
    const [id] = /[^=]+=([^;.]+)/.exec(cookie)!.slice(1);
    const lastActiveMs = () => engine.sessions.get('default', id!).then(({ lastActiveMs: at }) => at);
    for (let i = 0; i < 5; i += 1) {
      engine.clock.advance(50_000);
      while ((await lastActiveMs()) !== engine.clock.wallNow()) await new Promise(setImmediate);
    }
    engine.clock.advance(30_000);
    socket.close();
    await once(socket, 'close');
    while ((await lastActiveMs()) !== engine.clock.wallNow()) await new Promise(setImmediate);
  });

  test('that the backend declines gets the backend’s own answer', async () => {
    const declining = await aBackend('api-1');
    declining.server.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 5\r\nconnection: close\r\n\r\nnever');
    });
    backends = [declining];
    gateway = await aGateway({ backends: [{ id: 'api-1', address: declining.address }] });
    const text = await raw(gateway.port, upgradeTo('websocket'));
    expect(text).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(text).toMatch(/never$/);
  });
});

test('what is not upgraded to is served as if it had not asked, and the backend sees nothing of it', async () => {
  const backend = await aBackend('api-1');
  backends = [backend];
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
  for (const protocol of ['h2c', 'foo', 'TLS/1.2']) {
    const text = await raw(gateway.port, upgradeTo(protocol));
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/connection: close/i);
  }
  expect(backend.seen.map(({ headers }) => headers.upgrade)).toEqual([undefined, undefined, undefined]);
});

function upgradeTo(protocol: string): string {
  return (
    `GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n` +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
  );
}
