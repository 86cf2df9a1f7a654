import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { RouteRequest } from '../../proto/generated/lb/v1/RouteRequest.ts';
import { operator } from '../support/an-engine.ts';
import { aServerWithBackends } from './a-route-stream.ts';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

const numbered = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, 'x']));

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

  test('hashes on what it is asked to: the pool’s header, path or address, or its own key', async () => {
    const { engine, routing } = await aServerWithBackends();
    const pools = { path: 'http', 'header:x-user': 'headers', client_ip: 'client_ip', session_id: 'hash_key' } as const;
    for (const [hashOn, field] of Object.entries(pools)) {
      await engine.pools.update('default', { policy: 'consistent_hash', hashOn: hashOn as 'path' }, '', operator);
      const homes = new Map<string, Set<string>>();
      for (let i = 0; i < 48; i += 1) {
        const value = `10.${i % 12}.0.1`;
        const what = { http: { path: value }, headers: { 'x-user': value }, client_ip: value, hash_key: value };
        const { backend } = await routing.route({ [field]: what[field] });
        homes.set(value, (homes.get(value) ?? new Set()).add(backend!.id));
      }
      expect(
        [...homes.values()].map(({ size }) => size),
        hashOn,
      ).toEqual(Array(12).fill(1));
      expect(new Set([...homes.values()].flatMap((ids) => [...ids])).size, hashOn).toBe(2);
    }
  });

  test('answers the other eligible backends as fallbacks, as many as asked for', async () => {
    const { routing } = await aServerWithBackends();
    const { backend, fallbacks } = await routing.route({ session_id: 'ada', max_fallbacks: 8 });
    const other = backend!.id === 'api-1' ? 'api-2' : 'api-1';
    expect(fallbacks).toEqual([{ id: other, address: `${other}:80`, pool: 'default' }]);
    expect(await routing.route({ session_id: 'ada' })).toMatchObject({ fallbacks: [], explanation: [] });
  });

  test('explains each step when asked', async () => {
    const { routing } = await aServerWithBackends();
    const { explanation } = await routing.route({ session_id: 'ada', explain: true });
    expect(explanation[0]).toBe('the session id is not known');
    expect(explanation.at(-1)).toMatch(/^policy round_robin chose "api-[12]"$/);
  });

  test('merges labels into the session, and counts a claim of another home', async () => {
    const { routing, engine } = await aServerWithBackends();
    const { backend } = await routing.route({ session_id: 'ada', labels: { user: 'ada' } });
    const { slot, serial } = { slot: 0, serial: engine.table.records.serial(0) };
    expect(await engine.store.labels([{ slot, serial }])).toEqual([{ user: 'ada' }]);

    const claimed_backend_id = backend!.id === 'api-1' ? 'api-2' : 'api-1';
    await routing.route({ session_id: 'ada', claimed_backend_id });
    expect(engine.violations.list('', 10)).toMatchObject([{ cause: expect.stringContaining('claim') }]);
  });

  const wrongs: [RouteRequest, string, string][] = [
    [{ session_id: 'x'.repeat(257) }, 'INVALID_SESSION_ID', 'session_id'],
    [{ session_id: 'a\nb' }, 'INVALID_SESSION_ID', 'session_id'],
    [{ pool: 'no pool' }, 'INVALID_ARGUMENT', 'pool'],
    [{ client_ip: '10.0.0.256' }, 'INVALID_ARGUMENT', 'client_ip'],
    [{ client_ip: 'fe80::1%eth0' }, 'INVALID_ARGUMENT', 'client_ip'],
    [{ hash_key: 'k'.repeat(257) }, 'INVALID_ARGUMENT', 'hash_key'],
    [{ headers: { 'X-User': 'ada' } }, 'INVALID_ARGUMENT', 'headers["X-User"]'],
    [{ headers: { '': 'ada' } }, 'INVALID_ARGUMENT', 'headers[""]'],
    [{ headers: { a: 'x'.repeat(8_193) } }, 'INVALID_ARGUMENT', 'headers["a"]'],
    [{ headers: { a: 'x\ny' } }, 'INVALID_ARGUMENT', 'headers["a"]'],
    [{ headers: numbered(65) }, 'INVALID_ARGUMENT', 'headers'],
    [{ http: { path: 'x'.repeat(8_193) } }, 'INVALID_ARGUMENT', 'http.path'],
    [{ labels: { '': 'ada' } }, 'INVALID_ARGUMENT', 'labels[""]'],
    [{ labels: { user: 'x'.repeat(64) } }, 'INVALID_ARGUMENT', 'labels["user"]'],
    [{ labels: { ['x'.repeat(64)]: 'ada' } }, 'INVALID_ARGUMENT', `labels["${'x'.repeat(64)}"]`],
    [{ labels: numbered(33) }, 'INVALID_ARGUMENT', 'labels'],
    [{ max_fallbacks: 9 }, 'INVALID_ARGUMENT', 'max_fallbacks'],
    [{ claimed_backend_id: 'no backend' }, 'INVALID_ARGUMENT', 'claimed_backend_id'],
    [{ idle_timeout: {} }, 'INVALID_ARGUMENT', 'idle_timeout'],
    [{ idle_timeout: { seconds: 1, nanos: -1 } }, 'INVALID_ARGUMENT', 'idle_timeout'],
  ];
  test.each(wrongs.map(([request, reason, field]) => [field, reason, request] as const))(
    'refuses a wrong %.40s as %s',
    async (field, reason, request) => {
      const { routing } = await aServerWithBackends();
      expect(await refused(routing.route(request))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        message: expect.stringContaining(`${field}: `),
        info: { reason, metadata: { field }, retryDelayMs: null },
      });
    },
  );

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
    // Twice: a session seen only once would make room.
    await routing.route({ session_id: 'ada' });
    await routing.route({ session_id: 'ada' });
    expect(await refused(routing.route({ session_id: 'bob' }))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      info: { reason: 'SESSION_TABLE_FULL' },
    });
  });
});

describe('ReportOutcome', () => {
  test('feeds least_connections and ejects, as its reports say', async () => {
    const { routing, engine } = await aServerWithBackends();
    const reports = [
      { backend_id: 'api-1', in_flight: 3 },
      { backend_id: 'api-1', in_flight: 4, reporter: 'other' },
      { backend_id: 'api-2', failures: 5 },
    ];
    expect(await routing.reportOutcome({ reports })).toEqual({});
    expect(engine.registry.member('default', 'api-1').connections).toBe(7);
    expect(engine.registry.member('default', 'api-2').row).toMatchObject({ health: 'unhealthy' });

    await routing.reportOutcome({ reports: [{ backend_id: 'api-1', in_flight: 0 }] });
    expect(engine.registry.member('default', 'api-1').connections).toBe(4);
  });

  test.each([
    ['reports[1].backend_id', 'INVALID_ARGUMENT', { backend_id: '' }],
    ['reports[1].pool', 'INVALID_ARGUMENT', { backend_id: 'api-1', pool: 'no pool' }],
    ['reports[1].instance', 'INVALID_ARGUMENT', { backend_id: 'api-1', instance: 'x'.repeat(257) }],
    ['reports[1].reporter', 'INVALID_ARGUMENT', { backend_id: 'api-1', reporter: 'x\ny' }],
    ['reports[1].session_id', 'INVALID_SESSION_ID', { backend_id: 'api-1', session_id: 'x\ny' }],
  ])('takes none when one is wrong: %s', async (field, reason, wrong) => {
    const { routing, engine } = await aServerWithBackends();
    const reports = [{ backend_id: 'api-1', failures: 5 }, wrong];
    expect(await refused(routing.reportOutcome({ reports }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { reason, metadata: { field } },
    });
    expect(engine.registry.member('default', 'api-1').row.health).not.toBe('unhealthy');
  });

  test('takes those before a backend that is not there', async () => {
    const { routing, engine } = await aServerWithBackends();
    const reports = [{ backend_id: 'api-1', failures: 5 }, { backend_id: 'api-9' }];
    expect(await refused(routing.reportOutcome({ reports }))).toMatchObject({
      code: status.NOT_FOUND,
      info: { reason: 'BACKEND_NOT_FOUND' },
    });
    expect(engine.registry.member('default', 'api-1').row.health).toBe('unhealthy');
  });

  test('takes at most 1,024 reports', async () => {
    const { routing } = await aServerWithBackends();
    const reports = (count: number) => Array.from({ length: count }, () => ({ backend_id: 'api-1', successes: 1 }));
    expect(await routing.reportOutcome({ reports: reports(1_024) })).toEqual({});
    expect(await refused(routing.reportOutcome({ reports: reports(1_025) }))).toMatchObject({
      info: { metadata: { field: 'reports' } },
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
