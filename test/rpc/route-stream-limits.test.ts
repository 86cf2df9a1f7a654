import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { routeBudget } from '../../daemon/rpc/route-budget.ts';
import { routingService } from '../../proto/contract.ts';
import { aRouteStream, aServerWithBackends } from './a-route-stream.ts';
import { aSlowStore } from './a-slow-store.ts';
import { aRawConnection, framed, openRawCall, rawCall } from './raw-call.ts';

const { path, requestSerialize } = routingService.RouteStream;
const message = (count: number, from = 0) =>
  requestSerialize({ sequence: 1, routes: Array.from({ length: count }, (_, i) => ({ session_id: `s${from + i}` })) });

describe('a stream that never reads', () => {
  test('is not read either, once its answers wait, and the other callers are served', async () => {
    const { address, engine, rawRouting } = await aServerWithBackends({ sessionLimit: 1_000_000 });
    const raw = aRawConnection(address);
    const stream = openRawCall(raw, path);
    let taken = 0;
    stream.on('error', () => {});

    // 5 MB of routes, of which nobody takes an answer.
    const bytes = framed(message(1_024));
    for (let i = 0; i < 600; i += 1) stream.write(bytes, () => (taken += 1));
    await settled(() => taken);

    expect(taken).toBeLessThan(60);
    const other = aRouteStream(rawRouting);
    other.send(1, { session_id: 'ada' });
    expect(await other.answer()).toMatchObject({ results: [{ response: { outcome: 'OUTCOME_ASSIGNED' } }] });
    expect(engine.table.size).toBe(1_025);
    // Also those on its own connection.
    const ada = routingService.Route.requestSerialize({ session_id: 'ada' });
    expect((await rawCall(raw, routingService.Route.path, ada)).status).toBe(status.OK);

    // Whoever reads again is answered to the end.
    stream.end();
    stream.resume();
    const [trailers] = await once(stream, 'trailers');
    expect(trailers['grpc-status']).toBe('0');
    expect(taken).toBe(600);
  });

  test('has 64 messages in flight at most', async () => {
    const { store, claimed, claims, release } = aSlowStore();
    const { address } = await aServerWithBackends({ store });
    const stream = openRawCall(aRawConnection(address), path);
    const parts = Array.from({ length: 200 }, (_, i) => framed(message(1, i)));
    for (const part of parts) stream.write(part);
    await claimed;
    await settled(claims);
    // What came in one frame with the last is decoded, and waits.
    expect(claims()).toBe(64);
    release();
    stream.end();
    stream.resume();
    await once(stream, 'close');
    expect(claims()).toBe(200);
  });
});

test('ten thousand open streams are held, and each is served', async () => {
  const { address, rawRouting } = await aServerWithBackends({ limits: { maxConcurrentStreams: 1_000 } });
  const streams = Array.from({ length: 10 }, () => aRawConnection(address)).flatMap((raw) =>
    Array.from({ length: 1_000 }, () => openRawCall(raw, path)),
  );
  const bytes = framed(message(1));
  const answered = streams.map((stream) => once(stream, 'data'));
  for (const stream of streams) stream.write(bytes);
  await Promise.all(answered);

  const one = aRouteStream(rawRouting);
  one.send(1, { session_id: 's0' });
  expect(await one.answer()).toMatchObject({ results: [{ response: { outcome: 'OUTCOME_KEPT' } }] });
});

test('a message over the limit ends its stream, and the connection lives on', async () => {
  const { address } = await aServerWithBackends();
  const raw = aRawConnection(address);
  expect((await rawCall(raw, path, Buffer.alloc(64 * 1_024 + 1))).status).toBe(status.RESOURCE_EXHAUSTED);
  expect((await rawCall(raw, path, message(1))).status).toBe(status.OK);
});

describe('the budget of routes in flight', () => {
  test('lets messages begin in their order, as far as it goes', async () => {
    const budget = routeBudget(10);
    const begun: string[] = [];
    budget.take(6, () => begun.push('a'));
    budget.take(6, () => begun.push('b')); // overdraws it
    budget.take(1, () => begun.push('c'));
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b']);

    budget.take(1, () => begun.push('d'));
    budget.giveBack(6);
    expect(begun).toEqual(['a', 'b']);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });
});

/** Resolves when the value stands still while the loop turns: what is to happen without us has happened. */
async function settled(value: () => number): Promise<void> {
  let still = 0;
  for (let before = value(); still < 200; ) {
    await new Promise(setImmediate);
    const now = value();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}
