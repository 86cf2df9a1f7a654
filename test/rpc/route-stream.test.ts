import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { routingService } from '../../proto/contract.ts';
import { detailsOfStatus } from '../../proto/error-details.ts';
import { aRouteStream, aServerWithBackends } from './a-route-stream.ts';
import { aSlowStore } from './a-slow-store.ts';
import { aRawConnection, rawCall } from './raw-call.ts';

describe('a message of a RouteStream', () => {
  test('is answered route by route, under its own sequence', async () => {
    const { rawRouting } = await aServerWithBackends();
    const { send, answer } = aRouteStream(rawRouting);

    send(7, { session_id: 'ada' }, { session_id: 'bob' });
    const first = await answer();
    expect(first).toMatchObject({
      sequence: 7,
      results: [
        { result: 'response', response: { session_id: 'ada', outcome: 'OUTCOME_ASSIGNED', generation: 1 } },
        { result: 'response', response: { session_id: 'bob', outcome: 'OUTCOME_ASSIGNED' } },
      ],
    });

    send(8, { session_id: 'bob' }, { session_id: 'ada' });
    expect(await answer()).toMatchObject({
      sequence: 8,
      results: [
        { response: { session_id: 'bob', outcome: 'OUTCOME_KEPT', backend: first.results[1]!.response!.backend } },
        { response: { session_id: 'ada', outcome: 'OUTCOME_KEPT', backend: first.results[0]!.response!.backend } },
      ],
    });
  });

  test('fails item by item, with the details of a call that fails', async () => {
    const { rawRouting } = await aServerWithBackends();
    const { send, answer } = aRouteStream(rawRouting);

    send(1, { session_id: 'a\nb' }, { pool: 'blue' }, { session_id: 'ada', explain: true }, { session_id: 'ada' });
    const { results } = await answer();
    expect(results.map(({ error }) => error && { code: error.code, ...detailsOfStatus(error) })).toEqual([
      { code: 3, reason: 'INVALID_SESSION_ID', metadata: { field: 'session_id' }, retryDelayMs: null },
      { code: 5, reason: 'POOL_NOT_FOUND', metadata: expect.anything(), retryDelayMs: null },
      { code: 3, reason: 'INVALID_ARGUMENT', metadata: { field: 'explain' }, retryDelayMs: null },
      undefined,
    ]);
    expect(results[0]!.error!.message).toContain('control characters');
    expect(results[3]).toMatchObject({ response: { outcome: 'OUTCOME_ASSIGNED' } });
  });

  test('says when to repeat what is unavailable', async () => {
    const { rawRouting, engine } = await aServerWithBackends();
    for (const id of ['api-1', 'api-2']) await engine.verdicts.setHealth('default', id, 'unhealthy', 'test');
    const { send, answer } = aRouteStream(rawRouting);

    send(1, { session_id: 'ada' });
    const [{ error } = {}] = (await answer()).results;
    expect(error!.code).toBe(status.UNAVAILABLE);
    expect(detailsOfStatus(error!)).toMatchObject({ reason: 'NO_ELIGIBLE_BACKEND', retryDelayMs: 1_000 });
  });

  test('does not wait for a held session: it is refused with a delay', async () => {
    const { rawRouting, engine } = await aServerWithBackends();
    await engine.pools.update('default', { onUnhealthy: 'hold' }, '', { who: 'test', reason: '' });
    const { send, answer } = aRouteStream(rawRouting);
    send(1, { session_id: 'ada' });
    const { id } = (await answer()).results[0]!.response!.backend!;
    await engine.verdicts.setHealth('default', id, 'unhealthy', 'test');

    send(2, { session_id: 'ada' });
    const [{ error } = {}] = (await answer()).results;
    expect(detailsOfStatus(error!)).toMatchObject({ reason: 'HOME_UNAVAILABLE', retryDelayMs: 1_000 });
  });

  test('may overtake another that waits for its commit', async () => {
    const { store, claimed, release } = aSlowStore({ lettingPass: 1 });
    const { rawRouting } = await aServerWithBackends({ store });
    const { send, answer } = aRouteStream(rawRouting);
    send(1, { session_id: 'ada' });
    await answer();

    send(2, { session_id: 'bob' }, { session_id: 'ada' });
    await claimed;
    send(3, { session_id: 'ada' });
    expect(await answer()).toMatchObject({ sequence: 3, results: [{ response: { outcome: 'OUTCOME_KEPT' } }] });
    release();
    expect(await answer()).toMatchObject({
      sequence: 2,
      results: [{ response: { outcome: 'OUTCOME_ASSIGNED' } }, { response: { outcome: 'OUTCOME_KEPT' } }],
    });
  });

  test('may have 1,024 routes, the same session among them: one is assigned, the others join', async () => {
    const { rawRouting, engine } = await aServerWithBackends();
    const { send, answer } = aRouteStream(rawRouting);
    send(1, ...Array.from({ length: 1_024 }, (_, i) => ({ session_id: `s${i % 512}` })));
    const { results } = await answer();
    const outcomes = results.map(({ response }) => response?.outcome);
    expect(outcomes.slice(0, 512).every((outcome) => outcome === 'OUTCOME_ASSIGNED')).toBe(true);
    expect(outcomes.slice(512).every((outcome) => outcome === 'OUTCOME_KEPT')).toBe(true);
    expect(engine.table.size).toBe(512);
  });

  test('has its sequence answered bit by bit, beyond what a number holds', async () => {
    const { address } = await aServerWithBackends();
    const { body, status: code } = await rawCall(
      aRawConnection(address),
      routingService.RouteStream.path,
      // sequence 2^64 - 1, one route without fields
      Buffer.from('08ffffffffffffffffff011200', 'hex'),
    );
    expect(code).toBe(status.OK);
    expect(body.subarray(5, 16).toString('hex')).toBe('08ffffffffffffffffff01');
  });
});

describe('a RouteStream ends', () => {
  test.each([
    ['without routes', 0],
    ['with 1,025 routes', 1_025],
  ])('with INVALID_ARGUMENT at a message %s, and the connection lives on', async (_what, count) => {
    const { rawRouting, routing, engine } = await aServerWithBackends();
    const { send, rest } = aRouteStream(rawRouting);
    send(1, ...Array.from({ length: count }, (_, i) => ({ session_id: `s${i}` })));
    expect(await rest()).toMatchObject({
      read: [],
      code: status.INVALID_ARGUMENT,
      message: `routes: must be 1 to 1,024, and there are ${count}`,
      info: { reason: 'INVALID_ARGUMENT', metadata: { field: 'routes' } },
    });
    expect(engine.table.size).toBe(0);
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
  });

  test.each([
    ['bytes that are no message', Buffer.from([0x0a, 0xff, 0xff])],
    ['a route that is none', Buffer.from([0x12, 0x01, 0x0b])],
    ['a group', Buffer.from([0x0b])],
    ['a varint that never ends', Buffer.alloc(20, 0xff)],
  ])('with INTERNAL at %s', async (_what, bytes) => {
    const { address } = await aServerWithBackends();
    const raw = aRawConnection(address);
    expect((await rawCall(raw, routingService.RouteStream.path, bytes)).status).toBe(status.INTERNAL);
    const ada = routingService.RouteStream.requestSerialize({ routes: [{ session_id: 'ada' }] });
    expect((await rawCall(raw, routingService.RouteStream.path, ada)).status).toBe(status.OK);
  });

  test('with OK when its client has no more to ask, and everything is answered', async () => {
    const { store, claimed, release } = aSlowStore();
    const { rawRouting } = await aServerWithBackends({ store });
    const { call, send, rest } = aRouteStream(rawRouting);
    send(1, { session_id: 'ada' });
    call.end();
    await claimed;
    release();
    const { read, code } = await rest();
    expect(read.map(({ sequence }) => sequence)).toEqual([1]);
    expect(code).toBe(status.OK);
  });

  test('when its client goes: nothing more of it begins', async () => {
    const { store, claimed, release } = aSlowStore();
    const { rawRouting, routing, engine } = await aServerWithBackends({ store });
    const { call, send, rest } = aRouteStream(rawRouting);
    send(1, { session_id: 'ada' });
    await claimed;
    call.cancel();
    expect((await rest()).code).toBe(status.CANCELLED);
    release();
    // What was claimed stands: asking again finds it.
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
    expect(engine.table.size).toBe(1);
  });

  test('at its deadline', async () => {
    const { rawRouting } = await aServerWithBackends();
    const call = rawRouting.routeStream({ deadline: Date.now() + 20 }).resume();
    await expect(once(call, 'end')).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  test('at a stop: what is in flight is answered first, and the client is told to connect again', async () => {
    const { store, claimed, release } = aSlowStore();
    const { rawRouting, server } = await aServerWithBackends({ store });
    const idle = aRouteStream(rawRouting);
    const busy = aRouteStream(rawRouting);
    idle.send(1, { session_id: 'a\nb' });
    await idle.answer();
    busy.send(1, { session_id: 'ada' });
    await claimed;

    const stopped = server.stop(3_600_000);
    expect(await idle.rest()).toMatchObject({ code: status.UNAVAILABLE, info: { reason: 'SHUTTING_DOWN' } });
    release();
    expect(await busy.rest()).toMatchObject({ read: [{ sequence: 1 }], code: status.UNAVAILABLE });
    await stopped;
  });
});
