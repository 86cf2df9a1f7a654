import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

async function aServerWithBackends() {
  const server = await aServer();
  for (const id of ['api-1', 'api-2']) await server.admin.createBackend({ backend: { id, address: `${id}:80` } });
  return server;
}

describe('Route', () => {
  test('assigns a home, and answers the same one from then on', async () => {
    const { routing } = await aServerWithBackends();

    const first = await routing.route({ session_id: 'ada' });
    expect(first).toMatchObject({
      session_id: 'ada',
      backend: { pool: 'default', address: `${first.backend?.id}:80` },
      outcome: 'OUTCOME_ASSIGNED',
      reason: 'REASON_NEW',
      generation: 1,
    });
    expect(first.expire_time!.seconds - first.create_time!.seconds).toBe(1_800);

    const second = await routing.route({ session_id: 'ada' });
    expect(second).toMatchObject({ backend: first.backend, outcome: 'OUTCOME_KEPT', reason: 'REASON_UNSPECIFIED' });
  });

  test('makes an id where none is presented', async () => {
    const { routing } = await aServerWithBackends();
    const { session_id } = await routing.route({});
    expect(session_id).toMatch(/^[A-Za-z0-9][\w-]{21}$/);
    expect(await routing.route({ session_id })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
  });

  test('with validate_only decides and claims nothing', async () => {
    const { routing } = await aServerWithBackends();
    expect(await routing.route({ session_id: 'ada', validate_only: true })).toMatchObject({
      outcome: 'OUTCOME_ASSIGNED',
    });
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
  });

  test('takes a shorter idle timeout for the session', async () => {
    const { routing } = await aServerWithBackends();
    const { create_time, expire_time } = await routing.route({ session_id: 'ada', idle_timeout: { seconds: 60 } });
    expect(expire_time!.seconds - create_time!.seconds).toBe(60);
  });

  test.each([
    [{ session_id: 'x'.repeat(257) }, 'INVALID_SESSION_ID', 'session_id'],
    [{ session_id: 'a\nb' }, 'INVALID_SESSION_ID', 'session_id'],
    [{ pool: 'no pool' }, 'INVALID_ARGUMENT', 'pool'],
    [{ client_ip: '10.0.0.256' }, 'INVALID_ARGUMENT', 'client_ip'],
    [{ client_ip: 'fe80::1%eth0' }, 'INVALID_ARGUMENT', 'client_ip'],
    [{ idle_timeout: {} }, 'INVALID_ARGUMENT', 'idle_timeout'],
    [{ idle_timeout: { seconds: 1, nanos: -1 } }, 'INVALID_ARGUMENT', 'idle_timeout'],
  ])('refuses %j as %s', async (request, reason, field) => {
    const { routing } = await aServerWithBackends();
    expect(await refused(routing.route(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: expect.stringMatching(new RegExp(`^${field}: `)),
      info: { reason, metadata: { field }, retryDelayMs: null },
    });
  });

  test('without a backend is unavailable, and says when to repeat', async () => {
    const { routing } = await aServer();
    expect(await refused(routing.route({ session_id: 'ada' }))).toMatchObject({
      code: status.UNAVAILABLE,
      info: { reason: 'NO_ELIGIBLE_BACKEND', retryDelayMs: 1_000 },
    });
  });

  test('in a pool that is not there finds nothing', async () => {
    const { routing } = await aServerWithBackends();
    expect(await refused(routing.route({ pool: 'blue' }))).toMatchObject({
      code: status.NOT_FOUND,
      info: { reason: 'POOL_NOT_FOUND' },
    });
  });

  test('past max_sessions everywhere is exhausted', async () => {
    const { admin, routing } = await aServer();
    await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80', max_sessions: 1 } });
    await routing.route({ session_id: 'ada' });
    expect(await refused(routing.route({ session_id: 'bob' }))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      info: { reason: 'POOL_FULL' },
    });
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
  });

  test('past the table is exhausted', async () => {
    const { admin, routing } = await aServer({ sessionLimit: 1 });
    await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
    await routing.route({ session_id: 'ada' });
    expect(await refused(routing.route({ session_id: 'bob' }))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      info: { reason: 'SESSION_TABLE_FULL' },
    });
  });
});

describe('EndSession', () => {
  test('ends a session once, and may be repeated', async () => {
    const { routing } = await aServerWithBackends();
    await routing.route({ session_id: 'ada' });
    expect(await routing.endSession({ session_id: 'ada' })).toEqual({ ended: true });
    expect(await routing.endSession({ session_id: 'ada' })).toEqual({ ended: false });
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
  });

  test('wants an id', async () => {
    const { routing } = await aServerWithBackends();
    expect(await refused(routing.endSession({}))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { reason: 'INVALID_SESSION_ID', metadata: { field: 'session_id' } },
    });
  });
});
