import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { defaultProbe, type ProbeSettings } from '../../daemon/core/model.ts';
import { lookAt } from '../../daemon/health/findings.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { anHttpServer, aServerThatSays, aTcpServer, nobody, until } from './servers.ts';

const http = (probe: Partial<ProbeSettings> = {}): ProbeSettings => ({ ...defaultProbe, kind: 'http', ...probe });

function look(address: string, probe: Partial<ProbeSettings> = {}, clock = new ManualClock(0)) {
  return lookAt({ address, probe: http(probe) }, { clock, signal: new AbortController().signal });
}

const answering =
  (status: number, body = '', headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

describe('an http probe', () => {
  test('asks by GET for its path, names the host, and says who asks', async () => {
    let seen: object = {};
    const server = await anHttpServer(({ method, url, headers }, response) => {
      seen = { method, url, host: headers.host, agent: headers['user-agent'], connection: headers.connection };
      response.end();
    });
    await look(server.address, { path: '/health?deep=1' });
    expect(seen).toEqual({
      method: 'GET',
      url: '/health?deep=1',
      host: server.address,
      agent: 'lbd-probe',
      connection: 'close',
    });
  });

  test.each([
    [200, '200-399', true],
    [399, '200-399', true],
    [400, '200-399', false],
    [199 + 5, '200', false],
    [200, '200', true],
    [503, '503', true],
    [301, '200-299', false],
  ])('of status %i where %s is wanted is good: %s', async (status, expectStatus, isGood) => {
    const server = await anHttpServer(answering(status, '', { location: '/elsewhere' }));
    const { answer } = await look(server.address, { expectStatus });
    expect(answer).toMatchObject({ isGood });
    expect(server.connections(), 'redirects are not followed').toBe(1);
    if (!isGood) expect(answer?.reason).toBe(`http: / answered ${status}, and ${expectStatus} is wanted`);
  });

  test.each([
    ['at its beginning', 'ready', true],
    ['over two pieces', 'rea|dy', true],
    ['byte by byte', 'x|r|e|a|d|y', true],
    ['nowhere', 'read', false],
    ['in the last bytes that are looked at', `${'x'.repeat(65_531)}ready`, true],
    ['behind the first 64 KiB', `${'x'.repeat(65_532)}ready`, false],
  ])('finds the text its body must hold %s', async (_where, pieces, isGood) => {
    const server = await anHttpServer(async (_request, response) => {
      for (const piece of pieces.split('|')) {
        response.write(piece);
        await new Promise(setImmediate);
      }
      response.end();
    });
    expect((await look(server.address, { bodyContains: 'ready' })).answer).toMatchObject({ isGood });
  });

  test('has a connection of its own each time, and leaves none', async () => {
    const server = await anHttpServer(answering(200, 'fine', { connection: 'keep-alive' }));
    for (let i = 0; i < 3; i += 1) await look(server.address);
    expect(server.connections()).toBe(3);
    await until(() => server.open.size === 0);
  });

  test('asks at a port of its own, and an IPv6 address without its brackets', async () => {
    const server = await anHttpServer(answering(200));
    expect((await look('[::ffff:127.0.0.1]:1', { port: server.port })).answer).toMatchObject({ isGood: true });
  });

  test('resolves a name', async () => {
    const server = await anHttpServer(answering(200));
    expect((await look(`localhost:${server.port}`)).answer).toMatchObject({ isGood: true });
  });

  test('takes what the answer says of its process and of itself, whatever its status', async () => {
    const headers = { 'X-LB-Instance': 'boot-7', 'X-LB-Agent': '50% drain' };
    const server = await anHttpServer(answering(503, '', headers));
    expect((await look(server.address)).answer).toMatchObject({
      isGood: false,
      instance: 'boot-7',
      agentLine: '50% drain',
    });
  });

  test.each([
    ['two words', 'a b'],
    ['more than 128 bytes', 'a'.repeat(129)],
    ['bytes that are not visible', 'caf\u00e9'],
  ])('takes no process from a header of %s', async (_what, instance) => {
    const server = await anHttpServer(answering(200, '', { 'X-LB-Instance': instance }));
    expect((await look(server.address)).answer).toMatchObject({ isGood: true, instance: '' });
  });

  test('does not read an agent line from a body', async () => {
    const server = await anHttpServer(answering(200, 'drain\n'));
    expect((await look(server.address)).answer).toMatchObject({ isGood: true, agentLine: '' });
  });
});

describe('an http probe of a target that misbehaves', () => {
  test('says that nobody listens', async () => {
    const address = await nobody();
    expect((await look(address)).answer).toMatchObject({
      isGood: false,
      reason: `http: connection refused (${address}, ECONNREFUSED)`,
    });
  });

  test('says that a name is not known', async () => {
    const { answer } = await look('no-such-host.invalid:80');
    expect(answer?.isGood).toBe(false);
    expect(answer?.reason).toMatch(
      /^http: the name (is not known|could not be resolved now) \(no-such-host\.invalid:80/,
    );
  });

  test('gives up on one that never answers when its time is over, and hangs up', async () => {
    const server = await aTcpServer(() => {});
    const clock = new ManualClock(0);
    const looking = look(server.address, { timeoutMs: 2_000 }, clock);
    await until(() => server.open.size === 1);
    clock.advance(2_000);
    expect((await looking).answer).toMatchObject({
      isGood: false,
      reason: `http: no answer within 2000 ms (${server.address})`,
    });
    await until(() => server.open.size === 0);
  });

  test('gives up on one that dribbles its headers or its body', async () => {
    for (const start of ['HTTP/1.1 200 OK\r\nA: ', 'HTTP/1.1 200 OK\r\n\r\n']) {
      const clock = new ManualClock(0);
      let sent = 0;
      const server = await aTcpServer((socket) => {
        socket.write(start);
        const drip = setInterval(() => {
          sent += 1;
          socket.write('x');
        }, 1);
        socket.once('close', () => clearInterval(drip));
      });
      const looking = look(server.address, {}, clock);
      await until(() => sent > 5);
      clock.advance(2_000);
      expect((await looking).answer?.isGood).toBe(false);
      await until(() => server.open.size === 0);
    }
  });

  test('reads no more than it must of a body of a gigabyte', async () => {
    const piece = Buffer.alloc(64 * 1_024, 'x');
    const gigabyte = 2 ** 30;
    for (const bodyContains of ['', 'never there']) {
      let sent = 0;
      const server = await aTcpServer((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${gigabyte}\r\n\r\n`);
        const pour = () => {
          while (sent < gigabyte && !socket.destroyed) {
            sent += piece.length;
            if (!socket.write(piece)) return;
          }
        };
        socket.on('drain', pour);
        pour();
      });
      const { answer } = await look(server.address, { bodyContains });
      expect(answer?.isGood).toBe(bodyContains === '');
      await until(() => server.open.size === 0);
      expect(sent).toBeLessThan(16 * 2 ** 20); // what the kernel buffers on its way
    }
  });

  test.each([
    ['garbage', '\u0000\u0001\u0002 what?\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['headers without an end', `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(20_000)}`],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ])('calls %s bad', async (_what, text) => {
    const server = await aServerThatSays(text);
    expect((await look(server.address)).answer).toMatchObject({ isGood: false });
    await until(() => server.open.size === 0);
  });

  test.each([
    ['at once', ''],
    ['in its headers', 'HTTP/1.1 200 OK\r\nA: '],
    ['in its body', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'],
  ])('calls one bad that hangs up %s', async (_when, text) => {
    for (const hangUp of ['destroy', 'resetAndDestroy'] as const) {
      const server = await aTcpServer((socket) => {
        socket.once('data', () => socket.write(text, () => socket[hangUp]()));
      });
      expect((await look(server.address)).answer).toMatchObject({ isGood: false });
    }
  });

  test('says so when the path can not be sent', async () => {
    const { answer } = await look('127.0.0.1:80', { path: '/a b' });
    expect(answer).toMatchObject({ isGood: false });
    expect(answer?.reason).toContain('unescaped characters');
  });
});
