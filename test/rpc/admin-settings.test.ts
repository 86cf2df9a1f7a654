import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

const seconds = (count: number) => ({ seconds: count, nanos: 0 });

const everySetting = {
  policy: 'consistent_hash',
  hash_on: 'header:x-room',
  idle_timeout: seconds(60),
  max_lifetime: seconds(600),
  unknown_id: 'UNKNOWN_ID_REPLACE' as const,
  session_ids: 'SESSION_IDS_SEALED' as const,
  on_unhealthy: 'REACTION_REFUSE' as const,
  on_removed: 'REACTION_HOLD' as const,
  on_drained: 'REACTION_REFUSE' as const,
  on_restart: 'RESTART_REACTION_KEEP' as const,
  hold_for: seconds(300),
  break_after: seconds(0),
  unconfirmed_timeout: seconds(5),
  bounded_load: 1.25,
  slow_start: seconds(3_600),
  eject_after: 0,
  eject_for: { seconds: 0, nanos: 1_000_000 },
  max_ejected: 0,
  panic_threshold: 100,
};

const everyDefault = {
  policy: 'round_robin',
  hash_on: 'session_id',
  idle_timeout: seconds(1_800),
  max_lifetime: null,
  unknown_id: 'UNKNOWN_ID_ADOPT',
  session_ids: 'SESSION_IDS_READABLE',
  on_unhealthy: 'REACTION_REDISTRIBUTE',
  on_removed: 'REACTION_REDISTRIBUTE',
  on_drained: 'REACTION_REDISTRIBUTE',
  on_restart: 'RESTART_REACTION_BREAK',
  hold_for: seconds(10),
  break_after: seconds(30),
  unconfirmed_timeout: null,
  bounded_load: 0,
  slow_start: seconds(0),
  eject_after: 5,
  eject_for: seconds(30),
  max_ejected: 100,
  panic_threshold: 0,
};

describe('the settings of a pool', () => {
  test('are taken and told, each of them', async () => {
    const { admin } = await aServer();
    const made = await admin.createPool({ pool: { name: 'blue', ...everySetting } });
    expect(made).toMatchObject(everySetting);
    expect(await admin.getPool({ name: 'blue' })).toEqual(made);
    expect(await admin.updatePool({ pool: { name: 'blue', bounded_load: 10 } })).toMatchObject({
      ...everySetting,
      bounded_load: 10,
    });
  });

  test('have their defaults, and go back to them when a mask names them', async () => {
    const { admin } = await aServer();
    expect(await admin.createPool({ pool: { name: 'blue' } })).toMatchObject(everyDefault);
    for (const name of Object.keys(everySetting)) {
      await admin.updatePool({ pool: { name: 'blue', ...everySetting } });
      const masked = await admin.updatePool({ pool: { name: 'blue' }, update_mask: { paths: [name] } });
      expect(masked, name).toMatchObject({ ...everySetting, [name]: everyDefault[name as keyof typeof everyDefault] });
    }
  });

  test('are read as header names are written', async () => {
    const { admin } = await aServer();
    const made = await admin.createPool({ pool: { name: 'blue', hash_on: 'header:X-Room' } });
    expect(made).toMatchObject({ hash_on: 'header:x-room' });
  });

  test.each([
    [{ hash_on: 'header:' }, 'hash_on'],
    [{ hash_on: 'header:a b' }, 'hash_on'],
    [{ hold_for: seconds(0) }, 'hold_for'],
    [{ hold_for: seconds(301) }, 'hold_for'],
    [{ break_after: seconds(-1) }, 'break_after'],
    [{ break_after: seconds(86_401) }, 'break_after'],
    [{ unconfirmed_timeout: seconds(-1) }, 'unconfirmed_timeout'],
    [{ bounded_load: 0.5 }, 'bounded_load'],
    [{ bounded_load: 10.1 }, 'bounded_load'],
    [{ bounded_load: Number.NaN }, 'bounded_load'],
    [{ slow_start: seconds(3_601) }, 'slow_start'],
    [{ eject_after: 1_001 }, 'eject_after'],
    [{ eject_for: seconds(0) }, 'eject_for'],
    [{ eject_for: seconds(301) }, 'eject_for'],
    [{ max_ejected: 101 }, 'max_ejected'],
    [{ panic_threshold: 101 }, 'panic_threshold'],
    [{ on_unhealthy: 9 as 1 }, 'on_unhealthy'],
    [{ on_restart: 9 as 1 }, 'on_restart'],
  ])('%j are refused by the path of the field', async (wrong, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.createPool({ pool: { name: 'blue', ...wrong } }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field: `pool.${field}` } },
    });
  });
});

const api1 = { id: 'api-1', address: 'api-1:80' };
const everyProbe = {
  kind: 'PROBE_KIND_HTTP' as const,
  interval: seconds(30),
  timeout: { seconds: 0, nanos: 10_000_000 },
  rise: 100,
  fall: 1,
  path: '/health?deep=1',
  expect_status: '204',
  body_contains: 'fine',
  port: 9_000,
  agent_port: 65_535,
};
const defaultProbe = {
  kind: 'PROBE_KIND_NONE',
  interval: seconds(5),
  timeout: seconds(2),
  rise: 2,
  fall: 3,
  path: '/',
  expect_status: '200-399',
  body_contains: '',
  port: 0,
  agent_port: 0,
};

describe('the probe of a backend', () => {
  test('is taken and told, every field of it', async () => {
    const { admin } = await aServer();
    expect(await admin.createBackend({ backend: { ...api1, probe: everyProbe } })).toMatchObject({ probe: everyProbe });
    expect(await admin.createBackend({ backend: { id: 'api-2', address: 'a:1' } })).toMatchObject({
      probe: defaultProbe,
    });
  });

  test('is changed in the fields that are set', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: { ...api1, weight: 7, probe: everyProbe } });
    const changed = await admin.updateBackend({ backend: { id: 'api-1', probe: { interval: seconds(1) } } });
    expect(changed).toMatchObject({ weight: 7, probe: { ...everyProbe, interval: seconds(1) } });
  });

  test('is changed as a whole, or in the fields that the mask names', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: { ...api1, weight: 7, probe: everyProbe } });
    const wish = { id: 'api-1', probe: { kind: 'PROBE_KIND_TCP' as const, rise: 5 } };

    const one = await admin.updateBackend({ backend: wish, update_mask: { paths: ['probe.rise', 'probe.path'] } });
    expect(one).toMatchObject({ weight: 7, probe: { ...everyProbe, rise: 5, path: '/' } });

    const whole = await admin.updateBackend({ backend: wish, update_mask: { paths: ['probe'] } });
    expect(whole).toMatchObject({ weight: 7, probe: { ...defaultProbe, kind: 'PROBE_KIND_TCP', rise: 5 } });

    const none = await admin.updateBackend({ backend: { id: 'api-1' }, update_mask: { paths: ['probe'] } });
    expect(none).toMatchObject({ weight: 7, probe: defaultProbe });
  });

  test.each(['probe.colour', 'probe.', 'prob'])('is not changed by the mask %j', async (path) => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    expect(
      await refused(admin.updateBackend({ backend: { id: 'api-1' }, update_mask: { paths: [path] } })),
    ).toMatchObject({ info: { metadata: { field: 'update_mask' } } });
  });

  test.each([
    [{ kind: 9 as 1 }, 'kind'],
    [{ interval: { seconds: 0, nanos: 99_000_000 } }, 'interval'],
    [{ interval: seconds(3_601) }, 'interval'],
    [{ timeout: seconds(61) }, 'timeout'],
    [{ rise: 101 }, 'rise'],
    [{ fall: 101 }, 'fall'],
    [{ path: 'health' }, 'path'],
    [{ path: '/a b' }, 'path'],
    [{ path: '/a\r\nHost: b' }, 'path'],
    [{ path: `/${'a'.repeat(1_024)}` }, 'path'],
    [{ expect_status: '600' }, 'expect_status'],
    [{ expect_status: '399-200' }, 'expect_status'],
    [{ body_contains: 'x'.repeat(257) }, 'body_contains'],
    [{ port: 65_536 }, 'port'],
    [{ agent_port: 65_536 }, 'agent_port'],
  ])('%j is refused by the path of the field', async (probe, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.createBackend({ backend: { ...api1, probe } }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field: `backend.probe.${field}` } },
    });
  });
});

test('what lbd knows of a backend is told with it', async () => {
  const { admin, routing } = await aServer();
  await admin.createBackend({ backend: { ...api1, max_sessions: 1 } });
  expect(await admin.getBackend({ backend_id: 'api-1' })).toMatchObject({
    health: 'HEALTH_UNKNOWN',
    health_reason: 'not probed',
    health_time: { seconds: expect.any(Number) },
    in_flight: 0,
    effective_weight_percent: 100,
    eligible: true,
    not_eligible_because: '',
    drain: null,
  });
  await routing.route({ session_id: 'ada' });
  await routing.reportOutcome({ reports: [{ backend_id: 'api-1', in_flight: 3, reporter: 'proxy' }] });
  expect(await admin.getBackend({ backend_id: 'api-1' })).toMatchObject({
    in_flight: 3,
    eligible: false,
    not_eligible_because: 'full: 1 of 1 sessions',
  });
  await admin.drainBackend({
    backend_id: 'api-1',
    deadline: seconds(60),
    idle_deadline: seconds(5),
    mode: 'DRAIN_MODE_MOVE',
    at_deadline: 'DRAIN_THEN_EXPIRE',
    rate: 7,
    reason: 'deploy',
  });
  const drained = await admin.getBackend({ backend_id: 'api-1' });
  expect(drained).toMatchObject({
    eligible: false,
    not_eligible_because: 'draining',
    effective_weight_percent: 0,
    drain: {
      mode: 'DRAIN_MODE_MOVE',
      at_deadline: 'DRAIN_THEN_EXPIRE',
      idle_deadline: seconds(5),
      to: '',
      rate: 7,
      held: 1,
      reason: 'deploy',
    },
  });
  expect(drained.drain!.deadline).toEqual(drained.drain_deadline);
});
