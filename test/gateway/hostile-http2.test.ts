import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backend: ABackend;
let gateway: AGateway;
let session: ClientHttp2Session;

beforeEach(async () => {
  backend = await aBackend('api-1');
  gateway = await aGateway({
    backends: [{ id: 'api-1', address: backend.address }],
    options: { maxBodyBytes: 1_000, bodyTimeoutMs: 100 },
  });
  session = connectHttp2(gateway.url);
  session.on('error', () => {});
});
afterEach(async () => {
  session.destroy();
  await gateway.stop();
  await backend.kill();
});

/** The status, or the code of the reset. */
async function ask(headers: Record<string, string>, body?: Buffer): Promise<string> {
  const stream = session.request({ ':path': '/', ...headers }, { endStream: body === undefined });
  return new Promise((resolve) => {
    stream.on('response', (answer) => resolve(`${answer[':status']}`));
    stream.on('error', () => {});
    stream.on('close', () => resolve(`reset ${stream.rstCode}`));
    stream.resume();
    if (body !== undefined) stream.end(body);
  });
}

describe('over HTTP/2', () => {
  test.each([
    ['a Host with a user', { ':authority': 'a@b' }, '400'],
    ['a target that is no path', { ':path': 'x' }, 'reset 1'],
    ['TRACE', { ':method': 'TRACE' }, '405'],
    ['over a hundred fields', Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`x-${i}`, 'a'])), '431'],
    ['cookies over 8 KiB', { cookie: `a=${'a'.repeat(9_000)}` }, '431'],
  ])('%s', async (_what, headers, status) => {
    expect(await ask(headers as Record<string, string>)).toBe(status);
    expect(backend.seen).toEqual([]);
  });

  test('a body that is too large: 413, also when it was not announced', async () => {
    expect(await ask({ ':method': 'POST', 'content-length': '1001' }, Buffer.alloc(1_001))).toBe('413');
    expect(await ask({ ':method': 'POST' }, Buffer.alloc(5_000))).toBe('413');
    expect(backend.seen).toEqual([]);
  });

  test('a body that stands still: 408', async () => {
    const stream = session.request({ ':path': '/', ':method': 'POST' }, { endStream: false });
    stream.on('error', () => {});
    stream.write('half');
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(408);
  });

  test('a connection that opens and resets streams as fast as it can takes nobody else’s', async () => {
    for (let i = 0; i < 3_000 && !session.destroyed && !session.closed; i += 1) {
      const stream = session.request({ ':path': '/' });
      stream.on('error', () => {});
      stream.close(constants.NGHTTP2_CANCEL);
      if (i % 100 === 0) await new Promise(setImmediate);
    }
    expect((await fetchFrom(gateway.port)).status).toBe(200);
    const { member } = { member: gateway.engine.registry.member('default', 'api-1') };
    while (member.inFlight > 0) await new Promise(setImmediate);
  });

  test('streams that are reset before they are refused harm nobody', async () => {
    await backend.kill();
    for (let i = 0; i < 20; i += 1) {
      const stream = session.request({ ':path': '/', ':method': 'POST' }, { endStream: false });
      stream.on('error', () => {});
      stream.write('x');
      await new Promise(setImmediate);
      stream.close(constants.NGHTTP2_CANCEL);
    }
    expect(await ask({})).toBe('502');
  });

  test('more streams at once than are allowed wait, and are all answered', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask({})));
    expect(new Set(answers)).toEqual(new Set(['200']));
  });

  test('garbage after the preface ends the connection', async () => {
    const socket = connect(gateway.port, '127.0.0.1', () =>
      socket.write(Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), Buffer.alloc(100, 0xff)])),
    );
    socket.on('error', () => {}).resume();
    await once(socket, 'close');
    expect((await fetchFrom(gateway.port)).status).toBe(200);
  });
});
