import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

/** ada is at home on api-1, alone when she came; api-2 and api-3 are there as well. */
async function aServerWithAda() {
  const server = await aServer();
  const { admin, routing } = server;
  await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
  await routing.route({ session_id: 'ada', labels: { user: 'ada' } });
  for (const id of ['api-2', 'api-3']) await admin.createBackend({ backend: { id, address: `${id}:80` } });
  const ada = { session_id: 'ada' };
  return { ...server, ada, show: () => admin.getSession(ada) };
}

describe('MoveSession', () => {
  test('moves now, and the next Route tells so once', async () => {
    const { admin, routing, ada } = await aServerWithAda();
    expect(await admin.moveSession({ ...ada, to_backend_id: 'api-2', reason: 'closer' })).toMatchObject({
      session_id: 'ada',
      backend_id: 'api-2',
      generation: 2,
      last_reason: 'REASON_OPERATOR',
      labels: { user: 'ada' },
      history: [],
    });
    expect(await routing.route(ada)).toMatchObject({
      outcome: 'OUTCOME_MOVED',
      reason: 'REASON_OPERATOR',
      generation: 2,
    });
    expect(await routing.route(ada)).toMatchObject({ outcome: 'OUTCOME_KEPT', backend: { id: 'api-2' } });
  });

  test('to where it is already changes nothing', async () => {
    const { admin, ada, show } = await aServerWithAda();
    await admin.moveSession({ ...ada, to_backend_id: 'api-1' });
    expect(await show()).toMatchObject({ backend_id: 'api-1', generation: 1, history: { length: 1 } });
  });

  test.each([
    ['draining', { deadline: { seconds: 60 } }],
    ['drained', { deadline: { seconds: 0 } }],
  ])('to a backend that is %s is refused', async (state, drain) => {
    const { admin, routing, engine, ada, show } = await aServerWithAda();
    await engine.backends.cordon('default', 'api-1', { who: 'test', reason: '' });
    await engine.backends.cordon('default', 'api-3', { who: 'test', reason: '' });
    await routing.route({ session_id: 'bob' });
    await admin.drainBackend({ backend_id: 'api-2', ...drain });
    expect(await refused(admin.moveSession({ ...ada, to_backend_id: 'api-2' }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: `backend "api-2" can't take the session: ${state}`,
      info: { reason: 'WRONG_STATE', metadata: { backend: 'api-2' } },
    });
    expect(await show()).toMatchObject({ backend_id: 'api-1', generation: 1 });
  });

  test('to one that is full, unhealthy or without weight is refused', async () => {
    const { admin, routing, engine, ada } = await aServerWithAda();
    await admin.updateBackend({ backend: { id: 'api-2', max_sessions: 1 } });
    await routing.route({ session_id: 'bob' });
    await routing.route({ session_id: 'eve' });
    expect(await admin.getBackend({ backend_id: 'api-2' })).toMatchObject({ session_count: 1 });
    const move = (to_backend_id: string) => refused(admin.moveSession({ ...ada, to_backend_id }));
    expect(await move('api-2')).toMatchObject({ message: expect.stringContaining('full: 1 of 1 sessions') });
    await engine.verdicts.setHealth('default', 'api-3', 'unhealthy', 'no answer');
    expect(await move('api-3')).toMatchObject({ message: expect.stringContaining('unhealthy: no answer') });
    await admin.updateBackend({ backend: { id: 'api-3', weight: 0 } });
    expect(await move('api-3')).toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  test('of what is not there finds nothing', async () => {
    const { admin, ada } = await aServerWithAda();
    const move = (request: object) => refused(admin.moveSession({ to_backend_id: 'api-2', ...ada, ...request }));
    expect(await move({ session_id: 'bob' })).toMatchObject({ info: { reason: 'SESSION_NOT_FOUND' } });
    expect(await move({ to_backend_id: 'api-9' })).toMatchObject({ info: { reason: 'BACKEND_NOT_FOUND' } });
    expect(await move({ pool: 'blue' })).toMatchObject({ info: { reason: 'POOL_NOT_FOUND' } });
    expect(await move({ to_backend_id: '' })).toMatchObject({ info: { metadata: { field: 'to_backend_id' } } });
    expect(await move({ session_id: '' })).toMatchObject({ info: { reason: 'INVALID_SESSION_ID' } });
  });
});

describe('a pinned session', () => {
  test('stays through a drain, and is not moved until it is unpinned', async () => {
    const { admin, routing, ada } = await aServerWithAda();
    expect(await admin.pinSession(ada)).toMatchObject({ pinned: true, kept: true });
    await admin.drainBackend({ backend_id: 'api-1', deadline: { seconds: 0 } });
    expect(await routing.route(ada)).toMatchObject({ outcome: 'OUTCOME_KEPT', backend: { id: 'api-1' } });
    expect(await refused(admin.moveSession({ ...ada, to_backend_id: 'api-2' }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringContaining('lbctl sessions unpin ada'),
    });
    expect(await admin.unpinSession(ada)).toMatchObject({ pinned: false, kept: false });
    expect(await routing.route(ada)).toMatchObject({ outcome: 'OUTCOME_MOVED', reason: 'REASON_BACKEND_DRAINED' });
  });

  test('is pinned on a draining backend by force only', async () => {
    const { admin, ada } = await aServerWithAda();
    await admin.drainBackend({ backend_id: 'api-1', deadline: { seconds: 60 } });
    expect(await refused(admin.pinSession(ada))).toMatchObject({ code: status.FAILED_PRECONDITION });
    expect(await admin.pinSession({ ...ada, force: true })).toMatchObject({ pinned: true });
  });
});

describe('UpdateSession', () => {
  test('merges labels, takes empty ones away, and shortens the lease', async () => {
    const { admin, ada } = await aServerWithAda();
    const updated = await admin.updateSession({
      ...ada,
      labels: { user: '', tier: 'gold' },
      idle_timeout: { seconds: 60 },
    });
    expect(updated).toMatchObject({ labels: { tier: 'gold' }, idle_timeout: { seconds: 60 } });
    expect(updated.expire_time!.seconds - updated.last_active_time!.seconds).toBe(60);
    expect(await admin.listSessions({ filter: 'labels.tier = gold' })).toMatchObject({ sessions: { length: 1 } });
  });

  test.each([
    [{ labels: { '': 'x' } }, 'labels[""]'],
    [{ labels: { k: 'x'.repeat(64) } }, 'labels["k"]'],
    [{ idle_timeout: { seconds: 0 } }, 'idle_timeout'],
    [{ idle_timeout: { seconds: 366 * 86_400 } }, 'idle_timeout'],
  ])('refuses %j', async (wrong, field) => {
    const { admin, ada } = await aServerWithAda();
    expect(await refused(admin.updateSession({ ...ada, ...wrong }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
  });
});

test('a session has at most 32 labels, however they came', async () => {
  const { admin, ada, show } = await aServerWithAda();
  const some = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'x']));
  await admin.updateSession({ ...ada, labels: some(31) });
  expect(await refused(admin.updateSession({ ...ada, labels: some(32) }))).toMatchObject({
    message: 'labels: with those it has the session would get 33; 32 are allowed',
  });
  expect(await admin.updateSession({ ...ada, labels: { k31: 'x', user: '' } })).toMatchObject({ labels: some(32) });
  const before = (await show()).history.length;
  await admin.updateSession(ada);
  expect((await show()).history).toHaveLength(before);
});

describe('the history of a session', () => {
  test('tells what happened to it since it began, who did it and why', async () => {
    const { admin, ada, show } = await aServerWithAda();
    await admin.moveSession({ ...ada, to_backend_id: 'api-2', reason: 'closer' });
    await admin.pinSession(ada);
    const { history, ...session } = await show();
    expect(session).toMatchObject({ backend_id: 'api-2', generation: 2, pinned: true, end_time: null });
    expect(history.map(({ kind, backend_id, generation, who }) => [kind, backend_id, generation, who])).toEqual([
      ['assigned', 'api-1', 1, 'router'],
      ['moved', 'api-2', 2, 'unix'],
      ['pinned', 'api-2', 2, 'unix'],
    ]);
    expect(history[1]).toMatchObject({ session_id: 'ada', reason: 'operator', detail: 'from api-1; closer' });
  });

  test('is told of one that ended, with when and why', async () => {
    const { admin, routing, ada, show } = await aServerWithAda();
    await admin.moveSession({ ...ada, to_backend_id: 'api-2' });
    const begun = (await show()).create_time;
    await admin.expireNow({ session_id: 'ada', reason: 'fraud' });
    const over = await show();
    expect(over).toMatchObject({
      session_id: 'ada',
      backend_id: 'api-2',
      generation: 2,
      create_time: begun,
      last_reason: 'REASON_OPERATOR',
      expire_time: null,
      kept: false,
    });
    expect(over.end_time!.seconds).toBeGreaterThanOrEqual(begun!.seconds);
    expect(over.history.at(-1)).toMatchObject({ kind: 'ended', reason: 'fraud', who: 'unix' });

    await routing.route(ada);
    expect(await show()).toMatchObject({ generation: 1, end_time: null, history: { length: 4 } });
    await routing.endSession(ada);
    expect(await show()).toMatchObject({ generation: 1, last_reason: 'REASON_NEW', history: { length: 5 } });
  });

  test('is told of one whose lease ended before the sweeper came by', async () => {
    const { admin, routing, engine } = await aServerWithAda();
    await admin.updatePool({ pool: { name: 'default', idle_timeout: { nanos: 1_000_000 } } });
    await routing.route({ session_id: 'bob' });
    while (engine.clock.now() <= engine.table.records.lastActiveMs(1) + 1) await new Promise(setImmediate);
    expect(await admin.getSession({ session_id: 'bob' })).toMatchObject({
      session_id: 'bob',
      expire_time: null,
      end_time: { seconds: expect.any(Number) },
      kept: false,
    });
    expect(await refused(admin.pinSession({ session_id: 'bob' }))).toMatchObject({ code: status.NOT_FOUND });
  });

  test('has no ids where they are sealed', async () => {
    const { admin, routing } = await aServerWithAda();
    await admin.createPool({ pool: { name: 'vault', session_ids: 'SESSION_IDS_SEALED' } });
    await admin.createBackend({ backend: { pool: 'vault', id: 'v-1', address: 'v-1:80' } });
    const secret = { pool: 'vault', session_id: 'secret' };
    await routing.route(secret);
    const live = await admin.getSession(secret);
    expect(live).toMatchObject({ session_id: '', handle: expect.stringMatching(/^~/) });
    expect(live.history).toMatchObject([{ session_id: live.handle }]);
    await routing.endSession(secret);
    expect(JSON.stringify(await admin.getSession(secret))).not.toContain('secret');
  });
});
