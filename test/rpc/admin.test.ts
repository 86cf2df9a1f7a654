import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

const api1 = { id: 'api-1', address: 'api-1:80' };

describe('backends', () => {
  test('are made with their defaults, and found by pool and id', async () => {
    const { admin } = await aServer();
    const made = await admin.createBackend({ backend: api1 });
    expect(made).toMatchObject({
      ...api1,
      pool: 'default',
      weight: 1,
      zone: '',
      labels: {},
      max_sessions: 0,
      admin_state: 'ADMIN_STATE_ACTIVE',
      health: 'HEALTH_UNKNOWN',
      incarnation: 1,
      session_count: 0,
      drain_deadline: null,
    });
    expect(made.create_time!.seconds).toBeGreaterThan(1_600_000_000);
    expect(await admin.getBackend({ backend_id: 'api-1' })).toEqual(made);
    expect(await admin.listBackends({})).toEqual({ backends: [made] });
    expect(await admin.listBackends({ pool: 'default' })).toEqual({ backends: [made] });
  });

  test('keep a weight of 0 and their labels', async () => {
    const { admin } = await aServer();
    const labels = { team: 'blue', 'example.com/tier': '' };
    const made = await admin.createBackend({ backend: { ...api1, weight: 0, zone: 'eu-1', labels, max_sessions: 5 } });
    expect(made).toMatchObject({ weight: 0, zone: 'eu-1', labels, max_sessions: 5 });
  });

  test.each([
    [{}, 'backend'],
    [{ backend: { address: 'a:1' } }, 'backend.id'],
    [{ backend: { id: 'a b', address: 'a:1' } }, 'backend.id'],
    [{ backend: { ...api1, pool: '*' } }, 'backend.pool'],
    [{ backend: { id: 'a' } }, 'backend.address'],
    [{ backend: { id: 'a', address: 'a' } }, 'backend.address'],
    [{ backend: { ...api1, weight: 1_001 } }, 'backend.weight'],
    [{ backend: { ...api1, zone: 'x'.repeat(64) } }, 'backend.zone'],
    [{ backend: { ...api1, labels: { '': 'x' } } }, 'backend.labels[""]'],
    [{ backend: { ...api1, labels: { k: 'x'.repeat(64) } } }, 'backend.labels["k"]'],
    [
      { backend: { ...api1, labels: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, ''])) } },
      'backend.labels',
    ],
  ])('are refused as %j, by the path of the field', async (request, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.createBackend(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      message: expect.stringContaining(`${field}: `),
      info: { reason: 'INVALID_ARGUMENT', metadata: { field } },
    });
  });

  test('can be made once, and in pools that are there', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    expect(await refused(admin.createBackend({ backend: api1 }))).toMatchObject({
      code: status.ALREADY_EXISTS,
      info: { reason: 'BACKEND_EXISTS' },
    });
    expect(await refused(admin.createBackend({ backend: { ...api1, pool: 'blue' } }))).toMatchObject({
      code: status.NOT_FOUND,
      info: { reason: 'POOL_NOT_FOUND' },
    });
    expect(await refused(admin.getBackend({ backend_id: 'api-9' }))).toMatchObject({
      code: status.NOT_FOUND,
      info: { reason: 'BACKEND_NOT_FOUND' },
    });
  });

  test('are updated in the fields that are set, or in those the mask names', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: { ...api1, weight: 7, zone: 'eu-1', labels: { a: '1' }, max_sessions: 9 } });

    const set = await admin.updateBackend({ backend: { id: 'api-1', weight: 0 } });
    expect(set).toMatchObject({ address: 'api-1:80', weight: 0, zone: 'eu-1', labels: { a: '1' }, max_sessions: 9 });

    const masked = await admin.updateBackend({
      backend: { id: 'api-1', address: 'ignored:1' },
      update_mask: { paths: ['labels', 'zone', 'weight', 'max_sessions'] },
    });
    expect(masked).toMatchObject({ address: 'api-1:80', weight: 1, zone: '', labels: {}, max_sessions: 0 });
  });

  test.each(['labels.a', 'admin_state', 'backend.weight', ''])('are not updated by the mask %j', async (path) => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    const update = admin.updateBackend({
      backend: { id: 'api-1', weight: 2 },
      update_mask: { paths: ['weight', path] },
    });
    expect(await refused(update)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field: 'update_mask' } },
    });
    expect(await admin.getBackend({ backend_id: 'api-1' })).toMatchObject({ weight: 1 });
  });

  test('are updated only under the etag of today', async () => {
    const { admin } = await aServer();
    const { etag } = await admin.createBackend({ backend: api1 });
    const changed = await admin.updateBackend({ backend: { id: 'api-1', weight: 2, etag } });
    expect(changed.etag).not.toBe(etag);
    expect(await refused(admin.updateBackend({ backend: { id: 'api-1', weight: 3, etag } }))).toMatchObject({
      code: status.ABORTED,
      info: { reason: 'ETAG_MISMATCH' },
    });
    expect(await refused(admin.deleteBackend({ backend_id: 'api-1', etag }))).toMatchObject({ code: status.ABORTED });
  });

  test('that hold sessions are deleted by force only', async () => {
    const { admin, routing } = await aServer();
    await admin.createBackend({ backend: api1 });
    await routing.route({ session_id: 'ada' });
    expect(await refused(admin.deleteBackend({ backend_id: 'api-1' }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      info: { reason: 'BACKEND_HOLDS_SESSIONS' },
    });
    expect(await admin.deleteBackend({ backend_id: 'api-1', force: true })).toEqual({ broken_session_count: 1 });
    expect(await admin.listBackends({})).toEqual({ backends: [] });
  });
});

describe('drain and cordon', () => {
  test('drain now moves the sessions at their next Route', async () => {
    const { admin, routing } = await aServer();
    await admin.createBackend({ backend: api1 });
    await routing.route({ session_id: 'ada' });
    await admin.createBackend({ backend: { id: 'api-2', address: 'api-2:80' } });

    const drain = await admin.drainBackend({ backend_id: 'api-1', deadline: { seconds: 0 }, reason: 'deploy' });
    expect(drain.backend).toMatchObject({ admin_state: 'ADMIN_STATE_DRAINED' });
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({
      backend: { id: 'api-2' },
      outcome: 'OUTCOME_MOVED',
      reason: 'REASON_BACKEND_DRAINED',
      generation: 2,
    });
    expect(await admin.undrainBackend({ backend_id: 'api-1' })).toMatchObject({ admin_state: 'ADMIN_STATE_ACTIVE' });
  });

  test('drain with a deadline keeps the sessions until then', async () => {
    const { admin, routing } = await aServer();
    await admin.createBackend({ backend: api1 });
    await routing.route({ session_id: 'ada' });
    const { backend, remaining } = await admin.drainBackend({ backend_id: 'api-1', deadline: { seconds: 3_600 } });
    expect({ state: backend?.admin_state, remaining }).toEqual({ state: 'ADMIN_STATE_DRAINING', remaining: 1 });
    expect(backend!.drain_deadline!.seconds).toBeGreaterThan(backend!.create_time!.seconds + 3_590);
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
  });

  test('cordon and uncordon', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    const one = { backend_id: 'api-1', reason: 'look' };
    expect(await admin.cordonBackend(one)).toMatchObject({ admin_state: 'ADMIN_STATE_CORDONED' });
    expect(await admin.uncordonBackend(one)).toMatchObject({ admin_state: 'ADMIN_STATE_ACTIVE' });
  });

  test.each([
    [{ deadline: { seconds: 86_401 } }, 'deadline'],
    [{ deadline: { seconds: -1 } }, 'deadline'],
    [{ reason: 'x'.repeat(257) }, 'reason'],
    [{ backend_id: '' }, 'backend_id'],
  ])('%j is refused', async (wrong, field) => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    expect(await refused(admin.drainBackend({ backend_id: 'api-1', ...wrong }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
    expect(await admin.getBackend({ backend_id: 'api-1' })).toMatchObject({ admin_state: 'ADMIN_STATE_ACTIVE' });
  });
});

describe('pools', () => {
  test('are made with their defaults, updated, listed and deleted', async () => {
    const { admin } = await aServer();
    const made = await admin.createPool({ pool: { name: 'blue', policy: 'least_sessions' } });
    expect(made).toMatchObject({
      name: 'blue',
      policy: 'least_sessions',
      hash_on: 'session_id',
      idle_timeout: { seconds: 1_800, nanos: 0 },
      max_lifetime: null,
      unknown_id: 'UNKNOWN_ID_ADOPT',
      session_ids: 'SESSION_IDS_READABLE',
    });

    const set = { name: 'blue', idle_timeout: { seconds: 2 }, max_lifetime: { nanos: 5_000_000 } };
    const updated = await admin.updatePool({ pool: set });
    expect(updated).toMatchObject({
      policy: 'least_sessions',
      idle_timeout: { seconds: 2, nanos: 0 },
      max_lifetime: { seconds: 0, nanos: 5_000_000 },
    });

    const masked = await admin.updatePool({ pool: { name: 'blue' }, update_mask: { paths: ['*'] } });
    expect(masked).toMatchObject({ policy: 'round_robin', idle_timeout: { seconds: 1_800 }, max_lifetime: null });

    expect((await admin.listPools({})).pools.map(({ name }) => name)).toEqual(['blue', 'default']);
    expect(await admin.getPool({ name: 'blue' })).toEqual(masked);
    await admin.deletePool({ name: 'blue' });
    expect(await refused(admin.getPool({ name: 'blue' }))).toMatchObject({ code: status.NOT_FOUND });
  });

  test('without a name means the default pool, when it is read', async () => {
    const { admin } = await aServer();
    expect(await admin.getPool({})).toMatchObject({ name: 'default', policy: 'round_robin' });
    expect(await refused(admin.deletePool({}))).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(await refused(admin.deletePool({ name: 'default' }))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      info: { reason: 'POOL_IS_DEFAULT' },
    });
  });

  test.each([
    [{}, 'pool'],
    [{ pool: { name: '' } }, 'pool.name'],
    [{ pool: { name: 'b', policy: 'fastest' } }, 'pool.policy'],
    [{ pool: { name: 'b', hash_on: 'cookie' } }, 'pool.hash_on'],
    [{ pool: { name: 'b', idle_timeout: { seconds: 0 } } }, 'pool.idle_timeout'],
    [{ pool: { name: 'b', idle_timeout: { seconds: 365 * 86_400 + 1 } } }, 'pool.idle_timeout'],
    [{ pool: { name: 'b', max_lifetime: { seconds: -1 } } }, 'pool.max_lifetime'],
    [{ pool: { name: 'b', unknown_id: 9 as 1 } }, 'pool.unknown_id'],
    [{ pool: { name: 'b', session_ids: 9 as 1 } }, 'pool.session_ids'],
  ])('are refused as %j, by the path of the field', async (request, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.createPool(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
  });
});
