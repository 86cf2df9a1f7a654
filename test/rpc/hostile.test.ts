import { once } from 'node:events';
import { connect } from 'node:net';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { routingService } from '../../proto/contract.ts';
import { aServer } from './a-server.ts';
import { aRawConnection, rawCall } from './raw-call.ts';

const route = routingService.Route.path;
const ada = routingService.Route.requestSerialize({ session_id: 'ada' });

async function aServerWithABackend(limits = {}) {
  const server = await aServer({ limits });
  await server.admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
  return { ...server, raw: aRawConnection(server.address) };
}

describe('a connection outlives', () => {
  test.each([
    ['bytes that are no message', route, Buffer.from([0x0a, 0xff, 0xff]), {}, status.INTERNAL],
    ['a group that never ends', route, Buffer.from([0x0b]), {}, status.INTERNAL],
    ['a varint that never ends', route, Buffer.alloc(20, 0xff), {}, status.INTERNAL],
    ['a message over the limit', route, Buffer.alloc(64 * 1_024 + 1), {}, status.RESOURCE_EXHAUSTED],
    ['a method that is not there', '/lb.v1.RoutingService/Teleport', ada, {}, status.UNIMPLEMENTED],
    ['a service that is not there', '/lb.v2.RoutingService/Route', ada, {}, status.UNIMPLEMENTED],
    ['a timeout that is none', route, ada, { 'grpc-timeout': 'soon' }, status.INTERNAL],
  ])('%s', async (_what, method, message, headers, code) => {
    const { raw } = await aServerWithABackend();
    expect((await rawCall(raw, method, message, headers)).status).toBe(code);
    expect((await rawCall(raw, route, ada)).status).toBe(status.OK);
  });

  test('any bytes at all', async () => {
    const { raw, log } = await aServerWithABackend();
    const codes = [status.OK, status.INTERNAL, status.INVALID_ARGUMENT, status.NOT_FOUND];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
        expect(codes).toContain((await rawCall(raw, route, Buffer.from(bytes))).status);
      }),
    );
    expect((await rawCall(raw, route, ada)).status).toBe(status.OK);
    expect(log).toEqual([]);
  });
});

test('a peer that does not speak HTTP/2 is cut off, and the others stay', async () => {
  const { address, raw } = await aServerWithABackend();
  const stranger = connect(address.slice('unix:'.length));
  stranger.on('error', () => {});
  stranger.end('GET / HTTP/1.1\r\nhost: lbd\r\n\r\n');
  stranger.resume();
  await once(stranger, 'close');
  expect((await rawCall(raw, route, ada)).status).toBe(status.OK);
});

test('a call that comes past its deadline claims nothing', async () => {
  const { raw, engine } = await aServerWithABackend();
  expect((await rawCall(raw, route, ada, { 'grpc-timeout': '0m' })).status).toBe(status.DEADLINE_EXCEEDED);
  expect(engine.table.size).toBe(0);
});

test('the limit of a message is a setting', async () => {
  const { raw } = await aServerWithABackend({ maxMessageBytes: 20 });
  const long = routingService.Route.requestSerialize({ session_id: 'x'.repeat(19) });
  expect((await rawCall(raw, route, long)).status).toBe(status.RESOURCE_EXHAUSTED);
  expect((await rawCall(raw, route, ada)).status).toBe(status.OK);
});

test('the names of labels can be anything but harmful', async () => {
  const { admin } = await aServer();
  const labels = JSON.parse('{"__proto__": "x", "constructor": "y", "toString": "z"}');
  const backend = await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80', labels } });
  expect(Object.entries(backend.labels).sort()).toEqual(Object.entries(labels).sort());
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
