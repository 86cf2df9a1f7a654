import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom } from './a-client.ts';
import { type AGateway, aGateway, options } from './a-gateway.ts';

let backend: ABackend;
let gateway: AGateway;

async function start(listener?: Parameters<typeof aBackend>[1]): Promise<void> {
  backend = await aBackend('api-1', listener);
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }] });
}
afterEach(async () => {
  await gateway.stop();
  await backend.kill();
});

describe('a gateway that stops', () => {
  test('lets the request under way end, and takes no other', async () => {
    let answer: (() => void) | undefined;
    await start((_request, response) => {
      answer = () => response.end('whole');
    });
    const asked = fetchFrom(gateway.port);
    while (answer === undefined) await new Promise(setImmediate);
    const stopping = gateway.gateway.stop(10_000);
    await expect(fetchFrom(gateway.port)).rejects.toThrow(/ECONNREFUSED/);
    answer();
    expect(await asked).toMatchObject({ status: 200, body: 'whole' });
    await stopping;
  });

  test('breaks off what takes longer than it was given', async () => {
    let arrived = false;
    await start(() => {
      arrived = true;
    });
    const asked = fetchFrom(gateway.port);
    asked.catch(() => {});
    while (!arrived) await new Promise(setImmediate);
    await gateway.gateway.stop(10);
    await expect(asked).rejects.toThrow(/hang up|ECONNRESET/);
  });

  test('tells WebSockets to come again, and closes connections that rest', async () => {
    await start();
    const sockets = new WebSocketServer({ server: backend.server });
    const webSocket = new WebSocket(`ws://127.0.0.1:${gateway.port}/`);
    await once(webSocket, 'open');
    const resting = connect(gateway.port, '127.0.0.1');
    resting.write('OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(resting, 'data');
    const http2 = connectHttp2(gateway.url);
    await once(http2, 'connect');
    const closed = Promise.all([once(webSocket, 'close'), once(resting, 'close'), once(http2, 'close')]);
    await gateway.gateway.stop(10_000);
    const [[code]] = await closed;
    expect(code).toBe(1012);
    sockets.close();
  });
});

test('an address that is taken is told in words', async () => {
  await start();
  await expect(aGateway({ backends: [], options: { ...options, port: gateway.port } })).rejects.toThrow(
    `the gateway can't listen on "127.0.0.1:${gateway.port}": something listens there already`,
  );
});

test('an address that nobody chose gives way to a free one', async () => {
  await start();
  const other = await aGateway({ backends: [], options: { port: gateway.port, mayGiveWay: true } });
  expect(other.port).not.toBe(gateway.port);
  await other.stop();
});
