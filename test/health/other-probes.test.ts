import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultProbe, type ProbeSettings } from '../../daemon/core/model.ts';
import { lookAt } from '../../daemon/health/findings.ts';
import { healthFace, healthService } from '../../daemon/rpc/health-service.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { anHttpServer, aServerThatSays, aTcpServer, listening, nobody, until } from './servers.ts';

function look(address: string, probe: Partial<ProbeSettings>, clock = new ManualClock(0)) {
  const signal = new AbortController().signal;
  return lookAt({ address, probe: { ...defaultProbe, ...probe } }, { clock, signal });
}

describe('a tcp probe', () => {
  test('is good when a connection opens, and leaves none', async () => {
    const server = await aTcpServer(() => {});
    expect((await look(server.address, { kind: 'tcp' })).answer).toMatchObject({ isGood: true });
    await until(() => server.connections() === 1 && server.open.size === 0);
  });

  test('is bad when nobody listens', async () => {
    const address = await nobody();
    expect((await look(address, { kind: 'tcp' })).answer).toMatchObject({
      isGood: false,
      reason: `tcp: connection refused (${address}, ECONNREFUSED)`,
    });
  });

  test('is bad when its time is over before a connection opens', async () => {
    // 192.0.2.0/24 is for documentation: nobody is there, and nobody says so.
    const clock = new ManualClock(0);
    const looking = look('192.0.2.1:80', { kind: 'tcp', timeoutMs: 500 }, clock);
    clock.advance(500);
    expect((await looking).answer).toMatchObject({ isGood: false });
  });
});

async function aGrpcServer() {
  const server = new Server();
  const face = healthFace([], true);
  server.addService(healthService, face.handlers);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  onTestFinished(() => server.forceShutdown());
  return { address: `127.0.0.1:${port}`, server, setServing: face.setServing };
}

async function anHttp2Server(answer: (stream: ServerHttp2Stream) => void) {
  const server = createHttp2Server();
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    answer(stream);
  });
  server.on('session', (session) => session.on('error', () => {}));
  return listening(server);
}

const grpc = { kind: 'grpc' } as const;

describe('a grpc probe', () => {
  test('is good while the server says SERVING', async () => {
    const { address, setServing } = await aGrpcServer();
    expect((await look(address, grpc)).answer).toMatchObject({ isGood: true, reason: 'grpc: SERVING' });
    setServing(false);
    expect((await look(address, grpc)).answer).toMatchObject({ isGood: false, reason: 'grpc: NOT_SERVING' });
  });

  test('tells the code when the health service is not there', async () => {
    const server = new Server();
    const port = await new Promise<number>((resolve) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_error, bound) => resolve(bound)),
    );
    onTestFinished(() => server.forceShutdown());
    const { answer } = await look(`127.0.0.1:${port}`, grpc);
    expect(answer?.reason).toMatch(/^grpc: Check failed with code 12: /);
  });

  test('is bad when nobody listens, and says so', async () => {
    const address = await nobody();
    const { answer } = await look(address, grpc);
    expect(answer?.reason).toBe(`grpc: connection refused (${address}, ECONNREFUSED)`);
  });

  test.each<[what: string, (stream: ServerHttp2Stream) => void, reason: RegExp]>([
    [
      'an answer without a grpc-status',
      (stream) => stream.respond({ ':status': 503 }, { endStream: true }),
      /HTTP 503/,
    ],
    ['an answer that is too long', (stream) => void stream.end(Buffer.alloc(2_000)), /longer than 1024/],
    ['a cancelled call', (stream) => stream.close(8), /^grpc: /],
    [
      'bytes that are no answer',
      (stream) => {
        stream.respond({ ':status': 200 }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end('hello');
      },
      /no HealthCheckResponse/,
    ],
  ])('calls %s bad', async (_what, answer, reason) => {
    const server = await anHttp2Server(answer);
    const found = await look(server.address, grpc);
    expect(found.answer?.isGood).toBe(false);
    expect(found.answer?.reason).toMatch(reason);
    await until(() => server.open.size === 0);
  });

  test.each([
    ['HTTP/1.1', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['garbage', Buffer.alloc(100_000, 7)],
  ])('calls a server of %s bad', async (_what, text) => {
    const server = await aServerThatSays(text);
    expect((await look(server.address, grpc)).answer).toMatchObject({ isGood: false });
    await until(() => server.open.size === 0);
  });

  test('calls one bad that hangs up, and one that does not answer in time', async () => {
    const hangsUp = await aTcpServer((socket) => socket.destroy());
    expect((await look(hangsUp.address, grpc)).answer).toMatchObject({ isGood: false });
    const silent = await aTcpServer(() => {});
    const clock = new ManualClock(0);
    const looking = look(silent.address, grpc, clock);
    await until(() => silent.open.size === 1);
    clock.advance(2_000);
    expect((await looking).answer?.reason).toBe(`grpc: no answer within 2000 ms (${silent.address})`);
    await until(() => silent.open.size === 0);
  });
});

describe('an agent port', () => {
  const ask = async (server: { readonly port: number }, clock?: ManualClock) =>
    (await look('127.0.0.1:1', { agentPort: server.port }, clock)).agent;

  test('is asked by connecting, and its first line is taken', async () => {
    const server = await aServerThatSays('75% up\nnot this\n');
    expect(await ask(server)).toEqual({ line: '75% up\nnot this\n' });
    await until(() => server.open.size === 0);
  });

  test('may end its line by hanging up', async () => {
    const server = await aTcpServer((socket) => socket.end('drain'));
    expect(await ask(server)).toEqual({ line: 'drain' });
  });

  test('that sends a line in pieces is waited for', async () => {
    const server = await aTcpServer(async (socket) => {
      for (const piece of ['ma', 'in', 't\n']) {
        socket.write(piece);
        await new Promise(setImmediate);
      }
    });
    expect(await ask(server)).toMatchObject({ line: 'maint\n' });
  });

  test('that sends a gigabyte without a line is hung up on', async () => {
    const piece = Buffer.alloc(64 * 1_024, 'x');
    let sent = 0;
    const server = await aTcpServer((socket) => {
      const pour = () => {
        while (sent < 2 ** 30 && !socket.destroyed) {
          sent += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      socket.on('drain', pour);
      pour();
    });
    expect(await ask(server)).toEqual({ problem: 'its line is longer than 1024 bytes' });
    await until(() => server.open.size === 0);
    expect(sent).toBeLessThan(16 * 2 ** 20);
  });

  test('that closes, refuses or keeps silent says nothing', async () => {
    expect(await ask(await aTcpServer((socket) => socket.end()))).toEqual({ problem: 'it closed without a line' });
    const address = await nobody();
    expect(await ask({ port: Number(address.split(':')[1]) })).toHaveProperty('problem');
    const clock = new ManualClock(0);
    const silent = await aTcpServer(() => {});
    const asking = ask(silent, clock);
    await until(() => silent.open.size === 1);
    clock.advance(2_000);
    expect(await asking).toEqual({ problem: 'no answer within 2000 ms' });
  });

  test('is asked beside an http server that is probed', async () => {
    const agent = await aServerThatSays('30%\n');
    const server = await anHttpServer((_request, response) => void response.end());
    expect(await look(server.address, { kind: 'http', agentPort: agent.port })).toMatchObject({
      answer: { isGood: true },
      agent: { line: '30%\n' },
    });
  });
});
