import { once } from 'node:events';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { routeAnswers } from '../../daemon/rpc/http-route.ts';
import { routingHandlers } from '../../daemon/rpc/routing-service.ts';
import { startServer } from '../../daemon/rpc/server.ts';
import { aFolder, anEngine } from '../rpc/a-server.ts';
import { noSecurity, unprotected } from '../rpc/protection.ts';
import { aBackend, operator } from '../support/an-engine.ts';
import { aClient, answered, aScriptedServer, type ScriptedStream } from './a-scripted-server.ts';

const silent = () => {};

async function anEngineWithABackend() {
  const engine = await anEngine();
  await engine.backends.create('default', 'api-1', aBackend, operator);
  return engine;
}

/** A server that answers when it is told to. */
async function aHesitantServer() {
  const asked: (() => void)[] = [];
  const sessions: string[][] = [];
  let heard = () => {};
  const server = await aScriptedServer({
    RouteStream(stream: ScriptedStream) {
      stream.on('error', () => {});
      stream.on('data', (message) => {
        sessions.push(message.routes.map(({ session_id }: { session_id: string }) => session_id));
        asked.push(() => stream.write(answered(message)));
        heard();
      });
    },
  });
  return {
    ...server,
    asked,
    sessions,
    /** Resolves when so many messages have come. */
    async messages(count: number) {
      while (asked.length < count) await new Promise<void>((resolve) => (heard = resolve));
    },
  };
}

describe('a call ends by itself', () => {
  test('at its deadline, and its late answer is discarded', async () => {
    const { address, asked, messages } = await aHesitantServer();
    const client = aClient({ address });
    const late = client.route({ session_id: 'ada' }, { deadlineMs: 30 });
    const patient = client.route({ session_id: 'bob' });
    await expect(late).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      reason: 'DEADLINE_EXCEEDED',
      message: `no answer from lbd at ${address} in time; what was asked may still be done`,
    });
    await messages(1);
    asked[0]!();
    expect((await patient).session_id).toBe('bob');
  });

  test('by its signal, with the reason as the cause', async () => {
    const { address, asked, messages } = await aHesitantServer();
    const client = aClient({ address });
    const leaving = new AbortController();
    const taken = client.route({ session_id: 'ada' }, { signal: leaving.signal });
    const other = client.route({ session_id: 'bob' });
    await messages(1);
    leaving.abort('enough');
    await expect(taken).rejects.toMatchObject({ code: 'CANCELLED', reason: 'CANCELLED', cause: 'enough' });
    asked[0]!();
    expect((await other).session_id).toBe('bob');
  });

  test('before it is sent, when its signal has come already', async () => {
    const { address, sessions, asked, messages } = await aHesitantServer();
    const client = aClient({ address });
    const gone = AbortSignal.abort();
    await expect(client.route({ session_id: 'ada' }, { signal: gone })).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(client.endSession({ session_id: 'ada' }, { signal: gone })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    const other = client.route({ session_id: 'bob' });
    await messages(1);
    asked[0]!();
    await other;
    expect(sessions).toEqual([['bob']]);
  });

  test('when the client is closed, and so do those after it', async () => {
    const { address, messages } = await aHesitantServer();
    const client = aClient({ address });
    const call = client.route({ session_id: 'ada' });
    await messages(1);
    client.close();
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED', reason: 'CLOSED' });
    await expect(client.route({ session_id: 'bob' })).rejects.toMatchObject({ reason: 'CLOSED' });
    await expect(client.endSession({ session_id: 'bob' })).rejects.toMatchObject({ reason: 'CLOSED' });
  });
});

describe('when the connection breaks', () => {
  test('the calls in flight are asked again, and their answers are theirs', async () => {
    const { address, asked, sessions, messages, breakConnections } = await aHesitantServer();
    const client = aClient({ address });
    const calls = [client.route({ session_id: 'ada' }), client.route({ session_id: 'bob' })];
    await messages(1);
    breakConnections();
    await messages(2);
    asked[1]!();
    expect((await Promise.all(calls)).map(({ session_id }) => session_id)).toEqual(['ada', 'bob']);
    expect(sessions).toEqual([
      ['ada', 'bob'],
      ['ada', 'bob'],
    ]);
  });

  test('by a restart of lbd on the same socket, nobody fails', async () => {
    const engine = await anEngineWithABackend();
    const listen = [`unix:${join(aFolder(), 'lbd.sock')}`];
    const services = { ...engine, status: () => ({}) as never };
    const start = () =>
      startServer({
        services,
        listen,
        protection: unprotected,
        security: noSecurity,
        audit: { refused: silent, failed: silent },
        rootSecret: engine.rootSecret,
        log: silent,
      });
    let server = await start();
    const client = aClient({ address: listen[0]!, awayForMs: 10_000 });
    await client.route({ session_id: 'ada' });

    for (const graceMs of [0, 10_000]) {
      const before = client.route({ session_id: 'ada' });
      await server.stop(graceMs);
      const between = client.route({ session_id: 'ada' });
      server = await start();
      const after = client.route({ session_id: 'ada' });
      for (const call of [before, between, after]) expect(await call).toMatchObject({ outcome: 'OUTCOME_KEPT' });
    }
    await server.stop(0);
  });

  test('and nobody comes back, the calls fail after a while, and those after them at once', async () => {
    const address = `unix:${join(aFolder(), 'lbd.sock')}`;
    const client = aClient({ address, awayForMs: 100, deadlineMs: 60_000 });
    const unreachable = { code: 'UNAVAILABLE', reason: 'UNREACHABLE', message: expect.stringContaining('ENOENT') };
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject(unreachable);
    await expect(client.route({ session_id: 'bob' })).rejects.toMatchObject(unreachable);
    await expect(client.endSession({ session_id: 'bob' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('a deadline that passes meanwhile says why', async () => {
    const client = aClient({ address: `unix:${join(aFolder(), 'lbd.sock')}`, awayForMs: 60_000 });
    await expect(client.route({ session_id: 'ada' }, { deadlineMs: 50 })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

describe('where the stream is refused', () => {
  test('as unknown, every call goes by itself', async () => {
    const engine = await anEngineWithABackend();
    const { Route, EndSession } = routingHandlers(engine, routeAnswers(engine.routing, engine.httpAffinity), silent);
    const { address } = await aScriptedServer({ Route, EndSession });
    const client = aClient({ address });
    const ids = Array.from({ length: 100 }, (_, i) => `s${i}`);
    const answers = await Promise.all(ids.map((session_id) => client.route({ session_id })));
    expect(answers.map(({ session_id }) => session_id)).toEqual(ids);
    expect(await client.route({ session_id: 's0' })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
    await expect(client.route({ session_id: 'a\nb' })).rejects.toMatchObject({ reason: 'INVALID_SESSION_ID' });
  });

  test('for another reason, the calls of its message learn it each by itself', async () => {
    const engine = await anEngineWithABackend();
    const { Route } = routingHandlers(engine, routeAnswers(engine.routing, engine.httpAffinity), silent);
    const { address } = await aScriptedServer({
      Route,
      RouteStream(stream: ScriptedStream) {
        once(stream, 'data').then(() => stream.emit('error', { code: status.INTERNAL, details: 'odd' }));
      },
    });
    const client = aClient({ address });
    const [right, wrong] = await Promise.allSettled([
      client.route({ session_id: 'ada' }),
      client.route({ pool: 'blue' }),
    ]);
    expect(right).toMatchObject({ value: { outcome: 'OUTCOME_ASSIGNED' } });
    expect(wrong).toMatchObject({ reason: { reason: 'POOL_NOT_FOUND' } });
  });
});
