import { describe, expect, test } from 'vitest';
import { LbdError } from '../../cli/client/connect.ts';
import { aServerWithBackends } from '../rpc/a-route-stream.ts';
import { operator } from '../support/an-engine.ts';
import { aClient, answered, aScriptedServer, type ScriptedStream } from './a-scripted-server.ts';

/** A server that keeps what it is asked, and answers. */
async function anAttentiveServer() {
  const messages: string[][] = [];
  let streams = 0;
  const server = await aScriptedServer({
    RouteStream(stream: ScriptedStream) {
      streams += 1;
      stream.on('data', (message) => {
        messages.push(message.routes.map(({ session_id }: { session_id: string }) => session_id));
        stream.write(answered(message));
      });
    },
  });
  return { ...server, messages, streams: () => streams };
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `s${i}`);

describe('route()', () => {
  test('sends the calls of one turn of the event loop in one message, on one stream', async () => {
    const { address, messages, streams } = await anAttentiveServer();
    const client = aClient({ address });
    const answers = await Promise.all(['ada', 'bob', 'eve'].map((session_id) => client.route({ session_id })));
    expect(answers.map(({ session_id }) => session_id)).toEqual(['ada', 'bob', 'eve']);
    await client.route({ session_id: 'ada' });
    expect(messages).toEqual([['ada', 'bob', 'eve'], ['ada']]);
    expect(streams()).toBe(1);
  });

  test('sends at most 1,024 calls, and at most 14,000 bytes, in one message', async () => {
    const { address, messages } = await anAttentiveServer();
    const client = aClient({ address });
    await Promise.all(numbered(2_500).map((session_id) => client.route({ session_id })));
    expect(messages.map(({ length }) => length)).toEqual([1_024, 1_024, 452]);

    messages.length = 0;
    await Promise.all(numbered(100).map((id) => client.route({ session_id: id.padEnd(250, 'x') })));
    expect(messages.map(({ length }) => length)).toEqual([55, 45]);
  });

  test('answers each call with its own, whatever overtakes', async () => {
    const waiting: (() => void)[] = [];
    const { address } = await aScriptedServer({
      RouteStream(stream: ScriptedStream) {
        stream.on('data', (message) => {
          waiting.unshift(() => stream.write(answered(message)));
          if (waiting.length === 2) for (const answer of waiting) answer();
        });
      },
    });
    const client = aClient({ address });
    const first = client.route({ session_id: 'ada' });
    await new Promise(setImmediate);
    const second = client.route({ session_id: 'bob' });
    expect((await second).session_id).toBe('bob');
    expect((await first).session_id).toBe('ada');
  });
});

describe('against lbd, route()', () => {
  test('assigns and keeps', async () => {
    const { address } = await aServerWithBackends();
    const client = aClient({ address });
    const first = await client.route({ session_id: 'ada' });
    expect(first).toMatchObject({ session_id: 'ada', outcome: 'OUTCOME_ASSIGNED', generation: 1 });
    expect(await client.route({ session_id: 'ada' })).toMatchObject({
      outcome: 'OUTCOME_KEPT',
      backend: first.backend,
    });
  });

  test('rejects the one that is wrong, with lbd’s words, and answers the others', async () => {
    const { address } = await aServerWithBackends();
    const client = aClient({ address });
    const [wrong, right] = await Promise.allSettled([
      client.route({ session_id: 'a\nb' }),
      client.route({ session_id: 'ada' }),
    ]);
    expect(right).toMatchObject({ value: { outcome: 'OUTCOME_ASSIGNED' } });
    const { reason: error } = wrong as PromiseRejectedResult;
    expect(error).toBeInstanceOf(LbdError);
    expect(error).toMatchObject({
      name: 'LbdError',
      code: 'INVALID_ARGUMENT',
      reason: 'INVALID_SESSION_ID',
      message: expect.stringContaining('control characters'),
      metadata: { field: 'session_id' },
      retryDelayMs: null,
    });
  });

  test('refuses what can not be encoded, for its caller alone', async () => {
    const { address } = await aServerWithBackends();
    const client = aClient({ address });
    const wrong = client.route({ labels: 7 as never });
    const right = client.route({ session_id: 'ada' });
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'INVALID_MESSAGE' });
    expect(await right).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
  });

  test('asks in the pool of the client, where the request names none', async () => {
    const { address, engine } = await aServerWithBackends();
    const client = aClient({ address, pool: 'blue' });
    await expect(client.route({ session_id: 'ada' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      reason: 'POOL_NOT_FOUND',
    });
    await expect(client.endSession({ session_id: 'ada' })).rejects.toMatchObject({ reason: 'POOL_NOT_FOUND' });
    await expect(client.reportOutcome([{ backend_id: 'api-1' }])).rejects.toMatchObject({ reason: 'POOL_NOT_FOUND' });
    expect(await client.route({ session_id: 'ada', pool: 'default' })).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
    expect(engine.table.size).toBe(1);
  });

  test('explains when asked, and takes what is too large to share a message', async () => {
    const { address } = await aServerWithBackends();
    const client = aClient({ address });
    const { explanation } = await client.route({ session_id: 'ada', explain: true });
    expect(explanation[0]).toBe('the session id is not known');
    const headers = { a: 'x'.repeat(8_000), b: 'x'.repeat(8_000) };
    expect(await client.route({ session_id: 'ada', headers })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
  });

  test('waits for the home of a held session, while others are answered', async () => {
    const { address, engine } = await aServerWithBackends();
    await engine.pools.update('default', { onUnhealthy: 'hold' }, '', operator);
    const client = aClient({ address });
    const { backend } = await client.route({ session_id: 'ada' });
    await engine.verdicts.setHealth('default', backend!.id, 'unhealthy', 'test');

    const held = client.route({ session_id: 'ada' });
    expect(await client.route({ session_id: 'bob' })).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
    while (engine.holds.count === 0) await new Promise(setImmediate);
    await engine.verdicts.setHealth('default', backend!.id, 'healthy', 'test');
    expect(await held).toMatchObject({ outcome: 'OUTCOME_KEPT', backend });
  });
});

test('endSession() ends a session, and reportOutcome() tells what traffic saw', async () => {
  const { address, engine } = await aServerWithBackends();
  const client = aClient({ address });
  const { backend } = await client.route({ session_id: 'ada' });
  expect(await client.endSession({ session_id: 'ada' })).toEqual({ ended: true });
  expect(await client.endSession({ session_id: 'ada' })).toEqual({ ended: false });

  await client.reportOutcome([{ backend_id: backend!.id, failures: 5 }]);
  expect(engine.registry.member('default', backend!.id).row.health).toBe('unhealthy');
});

test('an address that is none is refused at once', () => {
  expect(() => aClient({ address: 'localhost:80' })).toThrow(
    expect.objectContaining({ code: 'INVALID_ARGUMENT', reason: 'INVALID_ADDRESS' }),
  );
});
