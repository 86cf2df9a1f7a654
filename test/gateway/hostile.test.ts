import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ABackend, aBackend } from './a-backend.ts';
import { raw } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backend: ABackend;
let gateway: AGateway;

beforeEach(async () => {
  backend = await aBackend('api-1');
  gateway = await aGateway({
    backends: [{ id: 'api-1', address: backend.address }],
    options: { maxBodyBytes: 1_000, headerTimeoutMs: 300, keepAliveTimeoutMs: 300 },
  });
});
afterEach(async () => {
  await gateway.stop();
  await backend.kill();
});

const get = (lines: string, rest = '') => `GET / HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n${rest}`;
const post = (lines: string, rest = '') => `POST / HTTP/1.1\r\nHost: a\r\n${lines}\r\n\r\n${rest}`;
const chunked = '5\r\nhello\r\n0\r\n\r\n';
const hidden = 'GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n';

/** Refused by the gateway; the connection ends, and the backend sees nothing of it, nor of what hides behind it. */
const refused: readonly (readonly [what: string, status: number, bytes: string])[] = [
  ['Content-Length before Transfer-Encoding', 400, post('Content-Length: 5\r\nTransfer-Encoding: chunked', chunked)],
  ['Transfer-Encoding before Content-Length', 400, post('Transfer-Encoding: chunked\r\nContent-Length: 5', chunked)],
  ['two Content-Lengths that agree', 400, post('Content-Length: 5\r\nContent-Length: 5', 'hello')],
  ['two Content-Lengths that do not', 400, post('Content-Length: 5\r\nContent-Length: 6', 'hello')],
  ['a list of Content-Lengths', 400, post('Content-Length: 5, 5', 'hello')],
  ['a Content-Length with a sign', 400, post('Content-Length: +5', 'hello')],
  ['a negative Content-Length', 400, post('Content-Length: -1', 'hello')],
  ['a Content-Length in hex', 400, post('Content-Length: 0x5', 'hello')],
  ['an empty Content-Length', 400, post('Content-Length:', 'hello')],
  ['a Content-Length of twenty digits', 400, post('Content-Length: 99999999999999999999', 'hello')],
  ['a coding that only looks like chunked', 501, post('Transfer-Encoding: xchunked', chunked)],
  ['chunked that is not the last coding', 400, post('Transfer-Encoding: chunked, identity', chunked)],
  ['two Transfer-Encodings', 400, post('Transfer-Encoding: chunked\r\nTransfer-Encoding: identity', chunked)],
  ['a coding before chunked', 501, post('Transfer-Encoding: gzip, chunked', chunked)],
  ['Transfer-Encoding in HTTP/1.0', 400, `POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`],
  ['Transfer-Encoding after a vertical tab', 400, post('Transfer-Encoding:\x0bchunked', chunked)],
  ['blanks before the colon', 400, post('Transfer-Encoding : chunked', chunked)],
  ['a folded header', 400, get('X-A: b\r\n folded')],
  ['a bare line feed', 400, 'GET / HTTP/1.1\nHost: a\n\n'],
  ['a bare carriage return', 400, get('X-A: b\rX-B: c')],
  ['a zero byte in a value', 400, get('X-A: b\0c')],
  ['a header without a colon', 400, get('X-A')],
  ['a chunk size that is none', 400, post('Transfer-Encoding: chunked', 'xyz\r\nhello\r\n0\r\n\r\n')],
  ['a method with a blank byte in it', 400, 'G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a version that is none', 400, 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
  ['no Host', 400, 'GET / HTTP/1.1\r\n\r\n'],
  ['two Hosts', 400, get('Host: b')],
  ['two Hosts that agree', 400, get('Host: a')],
  ['a Host with a user', 400, 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n'],
  ['a Host with a blank', 400, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['a Host with a path', 400, 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'],
  ['a target that names another host', 400, 'GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a target that is no path', 400, 'GET a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['Connection that names the framing', 400, post('Connection: close, Content-Length\r\nContent-Length: 5', 'hello')],
  ['Connection that names the cookies', 400, get('Connection: cookie\r\nCookie: a=b')],
  ['Connection that names the authorization', 400, get('Connection: Authorization\r\nAuthorization: x')],
  ['a head over 16 KiB', 431, get(`X-A: ${'a'.repeat(20_000)}`)],
  ['over a hundred fields', 431, get(Array.from({ length: 100 }, (_, i) => `X-${i}: a`).join('\r\n'))],
  ['2,500 fields, of which Node would drop some', 431, get(Array.from({ length: 2_500 }, () => 'a: b').join('\r\n'))],
  ['cookies over 8 KiB', 431, get(`Cookie: a=${'a'.repeat(9_000)}`)],
  ['a body that is announced too large', 413, post('Content-Length: 1001', 'a'.repeat(1_001))],
  ['CONNECT', 405, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ['another expectation', 417, get('Expect: 200-ok')],
];

describe('a request that is refused', () => {
  test.each(refused)('%s: %i', async (_what, status, bytes) => {
    const text = await raw(gateway.port, Buffer.from(bytes + hidden, 'latin1'));
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(text).toMatch(/connection: close/i);
    expect(text).not.toMatch(/set-cookie/i);
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(backend.seen).toEqual([]);
  });

  test('half a head: 408', async () => {
    const text = await raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\nX-A: ');
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(backend.seen).toEqual([]);
  });

  test('a broken one behind a good one: the good one is answered, and nothing after it', async () => {
    const text = await raw(gateway.port, `${get('X-A: b')}no request at all\r\n\r\n${hidden}`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
    expect(backend.seen).toHaveLength(1);
  });

  test.each([
    ['an upgrade', 'GET /up HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'],
  ])('%s behind a request that is not answered yet: that is answered, and nothing after it', async (_what, bytes) => {
    const text = await raw(gateway.port, `${get('X-A: b')}${bytes}`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
    expect(backend.seen.map(({ url }) => url)).toEqual(['/']);
    // And the gateway is still there.
    expect(await raw(gateway.port, get('Connection: close'))).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('TRACE: 405, and the connection goes on', async () => {
    const text = await raw(gateway.port, `TRACE / HTTP/1.1\r\nHost: a\r\n\r\n${get('Connection: close')}`);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 405', 'HTTP/1.1 200']);
    expect(backend.seen).toHaveLength(1);
  });

  test('a body that grows too large: 413, and the backend gets no whole request', async () => {
    const body = `400\r\n${'a'.repeat(1_024)}\r\n`.repeat(3);
    const text = await raw(gateway.port, post('Transfer-Encoding: chunked', `${body}0\r\n\r\n`));
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(backend.seen).toEqual([]);
  });

  test('two hundred that never finish their heads are cut, and keep nobody else waiting', async () => {
    const slow = Promise.all(
      Array.from({ length: 200 }, () => raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')),
    );
    expect(await raw(gateway.port, get('Connection: close'))).toMatch(/^HTTP\/1\.1 200 /);
    const answers = new Set((await slow).map((text) => text.slice(0, 12)));
    expect(answers).toEqual(new Set(['HTTP/1.1 408']));
    expect(backend.seen).toHaveLength(1);
  });

  test('a connection on which nothing comes is closed', async () => {
    expect(await raw(gateway.port, '')).toBe('');
  });
});

/** Served: and the backend gets it in one form. */
describe('a request that is served', () => {
  test('OPTIONS * is answered by the gateway', async () => {
    const text = await raw(gateway.port, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 204 /);
    expect(backend.seen).toEqual([]);
  });

  test('a target in absolute form becomes a path, with the query', async () => {
    await raw(gateway.port, 'GET http://a/b?c=d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(backend.seen[0]).toMatchObject({ url: '/b?c=d', headers: { host: 'a' } });
  });

  test('an empty line before the request line is nothing', async () => {
    await raw(gateway.port, `\r\n${get('Connection: close')}`);
    expect(backend.seen).toHaveLength(1);
  });

  test('HTTP/1.0 without a Host gets an answer with an end', async () => {
    const text = await raw(gateway.port, 'GET / HTTP/1.0\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(text).not.toMatch(/transfer-encoding/i);
    expect(backend.seen[0]?.headers.host).toBe(backend.address);
  });

  test('GET with a body keeps its framing', async () => {
    await raw(gateway.port, get('Content-Length: 5\r\nConnection: close', 'hello'));
    expect(backend.seen).toMatchObject([{ method: 'GET', body: 'hello', headers: { 'content-length': '5' } }]);
  });

  test('what Connection names stays here, and so does what is meant for this hop', async () => {
    const hop = 'Connection: close, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: timeout=5\r\nTE: gzip, trailers';
    await raw(gateway.port, get(`${hop}\r\nProxy-Authorization: x\r\nProxy-Connection: y\r\nX-Other: 2`));
    const { headers } = backend.seen[0]!;
    expect(headers).toMatchObject({ 'x-other': '2', te: 'trailers' });
    for (const name of ['x-mine', 'keep-alive', 'proxy-authorization', 'proxy-connection']) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  test('names with an underscore and names of lbd stay out', async () => {
    await raw(gateway.port, get('Connection: close\r\nX_Forwarded_For: 1.2.3.4\r\nX-LB-Generation: 7\r\nX-A: b'));
    const { headers } = backend.seen[0]!;
    expect(Object.keys(headers).filter((name) => /_|x-lb/.test(name))).toEqual([]);
    expect(headers['x-a']).toBe('b');
  });

  test('several requests at once on one connection are answered in order, one backend request each', async () => {
    const paths = ['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join('');
    const text = await raw(gateway.port, `${paths}${get('Connection: close')}`);
    expect([...text.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url)).toEqual(['/1', '/2', '/3', '/']);
    expect(backend.seen).toHaveLength(4);
  });

  test('bytes of a value that are not ASCII arrive as they were', async () => {
    const text = await raw(gateway.port, Buffer.from(get('Connection: close\r\nX-A: h\xe9'), 'latin1'));
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(backend.seen[0]?.headers['x-a']).toBe('h\xe9');
  });
});
