import { once } from 'node:events';
import { type IncomingMessage, request as startRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { operator } from '../support/an-engine.ts';
import { type ABackend, aBackend } from './a-backend.ts';
import { fetchFrom, raw } from './a-client.ts';
import { type AGateway, aGateway } from './a-gateway.ts';

let backend: ABackend;
let gateway: AGateway;

async function start(listener: Parameters<typeof aBackend>[1], options = {}): Promise<void> {
  backend = await aBackend('api-1', listener);
  gateway = await aGateway({ backends: [{ id: 'api-1', address: backend.address }], options });
}

afterEach(async () => {
  await gateway.stop();
  await backend.kill();
});

/** The head of an answer, with its body still to come. */
async function open(path = '/'): Promise<IncomingMessage> {
  const request = startRequest({ host: '127.0.0.1', port: gateway.port, path, agent: false });
  request.on('error', () => {});
  request.end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.on('error', () => {});
  return response;
}

describe('an answer', () => {
  test('goes out event by event, its head before the first', async () => {
    const said: (() => void)[] = [];
    await start((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      said.push(
        () => response.write('data: one\n\n'),
        () => response.end('data: two\n\n'),
      );
    });
    const response = await open();
    response.setEncoding('utf8');
    const heard: string[] = [];
    said.shift()!();
    for await (const text of response) {
      heard.push(text);
      said.shift()?.();
    }
    expect(heard).toEqual(['data: one\n\n', 'data: two\n\n']);
  });

  test('keeps its trailers', async () => {
    await start((_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write('body');
      response.addTrailers({ 'x-sum': '4' });
      response.end();
    });
    const answer = await fetchFrom(gateway.port);
    expect(answer).toMatchObject({ body: 'body', trailers: { 'x-sum': '4' } });
  });

  test('keeps its headers as they were, several of one name among them, less those of the hop', async () => {
    await start((_request, response) => {
      response.writeHead(203, 'Quite So', [
        ...['X-Two', 'a', 'X-Two', 'b', 'Set-Cookie', 'own=1', 'Set-Cookie', 'session_id=stolen'],
        ...['X-LB-Instance', 'boot-1', 'Keep-Alive', 'timeout=9', 'Proxy-Authenticate', 'x', 'X-Name', 'h\xe9'],
      ]);
      response.end();
    });
    const text = await raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 203 Quite So\r\n/);
    expect(text).toContain('X-Two: a\r\nX-Two: b\r\nSet-Cookie: own=1\r\n');
    expect(text).toContain('X-Name: h\xe9\r\n');
    expect(text).not.toMatch(/session_id=stolen|x-lb-instance|timeout=9|proxy-authenticate/i);
  });

  test('to HEAD has a length and no body; 204 and 304 have none', async () => {
    await start((request, response) => {
      const status = Number(request.url!.slice(1));
      response.writeHead(status, request.method === 'HEAD' ? { 'content-length': '1000' } : {});
      response.end();
    });
    const head = await fetchFrom(gateway.port, { method: 'HEAD', path: '/200' });
    expect(head).toMatchObject({ status: 200, headers: { 'content-length': '1000' }, body: '' });
    expect(await fetchFrom(gateway.port, { path: '/204' })).toMatchObject({ status: 204, body: '' });
    expect(await fetchFrom(gateway.port, { path: '/304' })).toMatchObject({ status: 304, body: '' });
  });

  test('that hints early is passed on before', async () => {
    await start((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('ok');
    });
    const text = await raw(gateway.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 103 [\s\S]*link: <\/a\.css>; rel=preload[\s\S]*HTTP\/1\.1 200 OK/i);
  });

  test('that is read slowly is fetched slowly: nothing piles up in between', async () => {
    const chunk = Buffer.alloc(65_536, 'a');
    let sent = 0;
    await start((_request, response) => {
      const more = (): void => {
        while (sent < 100_000_000) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const response = await open();
    response.pause();
    // It stands still when all buffers on the way are full.
    for (let still = 0, before = 0; still < 1_000; still = sent === before ? still + 1 : 0) {
      before = sent;
      await new Promise(setImmediate);
    }
    expect(sent).toBeLessThan(30_000_000);
    response.resume();
    await once(response, 'end');
    expect(sent).toBe(100_007_936);
  });

  test('that breaks off breaks off at the client', async () => {
    await start((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(fetchFrom(gateway.port)).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });
});

describe('a request', () => {
  test('that is abandoned is abandoned at the backend', async () => {
    let left: Promise<unknown> | undefined;
    await start((request, response) => {
      response.writeHead(200);
      response.write('begun');
      left = once(request.socket, 'close');
    });
    const response = await open();
    response.destroy();
    await left;
    expect(gateway.engine.registry.member('default', 'api-1').inFlight).toBe(0);
  });

  test('that is abandoned before its answer is abandoned at the backend', async () => {
    let left: Promise<unknown> | undefined;
    const arrived = new Promise<void>((resolve) => {
      void start((request) => {
        left = once(request.socket, 'close');
        resolve();
      }).then(() => {
        const socket = connect(gateway.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
        void arrived.then(() => socket.destroy());
      });
    });
    await arrived;
    await left;
  });

  test('with a large body arrives whole, also in chunks', async () => {
    await start(undefined);
    const body = Buffer.alloc(3_000_000, 'abc');
    const whole = await fetchFrom(gateway.port, { method: 'POST', body });
    expect(JSON.parse(whole.body).body).toBe(body.toString());
    const chunked = await fetchFrom(gateway.port, { method: 'PUT', body, headers: { 'transfer-encoding': 'chunked' } });
    expect(JSON.parse(chunked.body).headers['transfer-encoding']).toBe('chunked');
    expect(JSON.parse(chunked.body).body).toBe(body.toString());
  });

  test('that expects 100-continue is told so when a backend is there, and the expectation ends here', async () => {
    await start(undefined);
    const request = startRequest({
      host: '127.0.0.1',
      port: gateway.port,
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': '5' },
      agent: false,
    });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('hello');
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    await once(response, 'end');
    expect(backend.seen).toMatchObject([{ body: 'hello' }]);
    expect(backend.seen[0]?.headers.expect).toBeUndefined();
  });

  test('that expects 100-continue is not told so when it is refused anyway', async () => {
    await start(undefined);
    await backend.kill();
    const text = await raw(
      gateway.port,
      'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
    );
    expect(text).toMatch(/^HTTP\/1\.1 502 /);
  });

  test('that is answered before its body is whole ends its connection', async () => {
    await start((_request, response) => response.writeHead(403, { 'content-length': '3' }).end('no\n'));
    const text = await raw(gateway.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nhello');
    expect(text).toMatch(/^HTTP\/1\.1 403 [\s\S]*connection: close[\s\S]*no\n$/i);
  });

  test('whose body stands still is told 408', async () => {
    await start(undefined, { bodyTimeoutMs: 100 });
    const text = await raw(gateway.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello');
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(backend.seen).toEqual([]);
  });

  test('whose body stands still after its answer has begun is broken off, and the gateway goes on', async () => {
    await start((_request, response) => void response.writeHead(200).write('begun'), { bodyTimeoutMs: 100 });
    const text = await raw(gateway.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nhello');
    expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]*begun/);
    expect(text).not.toMatch(/408/);
    const response = await open();
    expect(response.statusCode).toBe(200);
    response.destroy();
  });

  test('keeps its connection for the next one, on both sides', async () => {
    const ports = new Set<number | undefined>();
    await start((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ok');
    });
    const get = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
    let asked = 1;
    const socket = connect(gateway.port, '127.0.0.1', () => socket.write(get));
    for await (const _answer of socket) {
      if (asked === 5) break;
      asked += 1;
      socket.write(get);
    }
    expect(ports.size).toBe(1);
  });
});

describe('HTTP/2', () => {
  test('carries bodies, trailers and several requests at once', async () => {
    await start((request, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      request.on('data', (chunk) => response.write(chunk));
      request.on('end', () => {
        response.addTrailers({ 'x-sum': request.url! });
        response.end();
      });
    });
    const session = connectHttp2(gateway.url);
    const ask = async (path: string) => {
      const stream = session.request({ ':path': path, ':method': 'POST' });
      const trailers = once(stream, 'trailers');
      const body = Buffer.alloc(200_000, path);
      stream.end(body);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(body)).toBe(true);
      return (await trailers)[0]['x-sum'];
    };
    expect(await Promise.all(['/1', '/2', '/3', '/4'].map(ask))).toEqual(['/1', '/2', '/3', '/4']);
    session.close();
  });

  test('that resets a stream abandons it at the backend', async () => {
    let left: Promise<unknown> | undefined;
    await start((request, response) => {
      response.writeHead(200);
      response.write('begun');
      left = once(request.socket, 'close');
    });
    const session = connectHttp2(gateway.url);
    const stream = session.request({ ':path': '/' });
    await once(stream, 'data');
    stream.close();
    await left;
    session.close();
  });

  test('gets cookies in one header to the backend, and no connection headers back', async () => {
    await start(undefined);
    const session = connectHttp2(gateway.url);
    const stream = session.request({ ':path': '/', cookie: ['a=1', 'b=2'] });
    const [headers] = await once(stream, 'response');
    stream.resume();
    await once(stream, 'close');
    expect(backend.seen[0]?.headers.cookie).toBe('a=1; b=2');
    expect(headers.connection).toBeUndefined();
    expect(headers['set-cookie']).toBeDefined();
    session.close();
  });
});

test('an event stream ends after the deadline of a drain, as if the backend had ended it', async () => {
  await start((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: one\n\n');
  });
  const response = await open();
  response.resume();
  const wish = { deadlineMs: 0, idleDeadlineMs: null, mode: null, atDeadline: null, to: null, rate: null };
  await gateway.engine.drains.drain('default', 'api-1', wish, operator);
  await once(response, 'end');
  expect(response.complete).toBe(true);
});
