import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openEventStream } from '../../daemon/admin-http/page/event-stream.ts';
import { LiveHub } from '../../daemon/admin-http/page/live-hub.ts';
import { anEngine, operator } from '../support/an-engine.ts';
import { ManualClock } from '../support/manual-clock.ts';

const patienceMs = 15_000;

/** A request as the server sees it, and a client that reads only when it is told to. */
async function aLazyReader() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [request, response] = (await once(server, 'request')) as [IncomingMessage, ServerResponse];
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  return { socket, request, response };
}

/** Writes comments until the kernel and the server hold more than anybody should keep for a reader. */
async function fill(response: ServerResponse): Promise<void> {
  while (response.writableLength < 512 * 1_024) {
    response.write(`:${'x'.repeat(64 * 1_024)}\n\n`);
    await new Promise(setImmediate);
  }
}

async function readUntil(socket: Socket, pattern: RegExp): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-100_000);
  });
  socket.resume();
  while (!pattern.test(text)) await once(socket, 'data');
  return text;
}

describe('a reader of events', () => {
  test('who does not read loses events, and after a while the connection', async () => {
    const clock = new ManualClock(0);
    const { response } = await aLazyReader();
    const stream = openEventStream(response, clock);
    while (stream.send('load', 'x'.repeat(64 * 1_024))) await new Promise(setImmediate);
    clock.advance(patienceMs - 1);
    expect(stream.signal.aborted).toBe(false);
    const gone = once(stream.signal, 'abort');
    clock.advance(1);
    await gone;
    expect(stream.send('load', 1)).toBe(false);
    expect(clock.alarms).toBe(0);
  });

  test('who reads again in time stays', async () => {
    const clock = new ManualClock(0);
    const { socket, response } = await aLazyReader();
    const stream = openEventStream(response, clock);
    while (stream.send('load', 'x'.repeat(64 * 1_024))) await new Promise(setImmediate);
    socket.resume();
    await stream.caughtUp();
    clock.advance(2 * patienceMs);
    expect(stream.send('load', 1)).toBe(true);
  });

  test('hears something now and then, so that both sides know of the other', async () => {
    const clock = new ManualClock(0);
    const { socket, response } = await aLazyReader();
    openEventStream(response, clock);
    clock.advance(15_000);
    await readUntil(socket, /:\n\n/);
  });

  test('gets everything anew after it missed something', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'] });
    const status = () => ({ store: engine.store.health() }) as never;
    const hub = new LiveHub({ ...engine, status });
    const { socket, request, response } = await aLazyReader();
    void hub.serve(request, response, new AbortController().signal, () => true);
    await readUntil(socket, /event: journal/);
    socket.pause();
    await fill(response);
    await engine.backends.cordon('default', 'api-2', operator);
    engine.clock.advance(250);
    await new Promise(setImmediate);
    const text = await readUntil(socket, /"whole":true.*"admin":"cordoned"/s);
    expect(text).not.toContain('"gone"');
  });
});
