import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultProbe } from '../../daemon/core/model.ts';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { aWish, operator, sweep } from '../support/an-engine.ts';
import { anObservedEngine } from './an-observed-engine.ts';

const of = (backend: string) => ({ pool: 'default', backend });

describe('metrics of sessions', () => {
  test('say who lives where, and how many got a home there', async () => {
    const { route, metrics } = await anObservedEngine({ backends: ['web-1', 'web-2'] });
    await route('ada');
    await route('bob');
    await route('eve');
    await route('ada');

    const page = await metrics();
    expect(page.value('lb_sessions', of('web-1'))).toBe(2);
    expect(page.value('lb_sessions', of('web-2'))).toBe(1);
    expect(page.value('lb_sessions_created_total', of('web-1'))).toBe(2);
    expect(page.value('lb_session_table_used')).toBe(3);
    expect(page.value('lb_session_table_limit')).toBe(1_000_000);
    expect(page.value('lb_routes_total', { outcome: 'assigned', reason: 'new' })).toBe(3);
    expect(page.value('lb_routes_total', { outcome: 'kept', reason: '' })).toBe(1);
    expect(page.value('lb_events_total', { kind: 'assigned' })).toBe(3);
  });

  test('say why sessions moved, expired and ended', async () => {
    const engine = await anObservedEngine({ backends: ['web-1', 'web-2'] });
    for (const id of ['ada', 'bob', 'eve', 'joe']) await engine.route(id);
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    await engine.route('ada');
    await engine.routing.endSession('default', 'bob', 'router');
    const target = { kind: 'session', pool: 'default', sessionId: 'ada' } as const;
    const options = { validateOnly: false, signal: new AbortController().signal };
    await engine.sessions.expireNow(target, options, { who: 'grace', reason: 'a reason of many words' });
    engine.clock.advance(31 * 60_000);
    await sweep(engine);

    const page = await engine.metrics();
    expect(page.value('lb_sessions_moved_total', { pool: 'default', reason: 'backend-drained' })).toBe(1);
    expect(page.value('lb_sessions_ended_total', { pool: 'default', cause: 'logout' })).toBe(1);
    expect(page.value('lb_sessions_ended_total', { pool: 'default', cause: 'operator' })).toBe(1);
    expect(page.value('lb_sessions_expired_total', { pool: 'default', reason: 'idle' })).toBe(2);
    expect(page.value('lb_session_table_used')).toBe(0);
    expect(await engine.text()).not.toMatch(/="(ada|bob|eve|joe|grace)|many words/);
  });

  test('say 0 of what has not happened yet, so that the first time is seen to rise', async () => {
    const { metrics } = await anObservedEngine({ backends: ['web-1'] });
    const page = await metrics();
    expect(page.value('lb_sessions_created_total', of('web-1'))).toBe(0);
    expect(page.value('lb_sessions_moved_total', { pool: 'default', reason: 'backend-unhealthy' })).toBe(0);
    expect(page.series('lb_affinity_violations_total')).toEqual({
      'cause="claimed-elsewhere"': 0,
      'cause="served-elsewhere"': 0,
      'cause="home-lost"': 0,
    });
  });

  test('forget a backend that was removed', async () => {
    const engine = await anObservedEngine({ backends: ['web-1'] });
    await engine.route('ada');
    await engine.backends.delete('default', 'web-1', { force: true, etag: '' }, operator);
    expect(Object.keys((await engine.metrics()).series('lb_sessions_created_total'))).toEqual([]);
  });
});

test('docs/metrics.md names metrics of the process that there are', async () => {
  const page = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/`((?:process|nodejs)_\w+)`/g)].map(([, name]) => name!);
  const { text } = await anObservedEngine();
  const said = await text();
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !said.includes(`# TYPE ${name} `))).toEqual([]);
});

describe('metrics of routes', () => {
  test('count refusals by why, violations by cause, and no previews', async () => {
    const engine = await anObservedEngine();
    await expect(engine.route('ada')).rejects.toThrow();
    await expect(engine.route('ada', { pool: 'nowhere' })).rejects.toThrow();
    await engine.backends.create('default', 'web-1', aBackendAt('web-1'), operator);
    await engine.route('eve', { validateOnly: true });
    await engine.route('bob');
    await engine.route('bob', { claimedBackendId: 'web-9' });

    const page = await engine.metrics();
    expect(page.series('lb_routes_total')).toEqual({
      'outcome="kept",reason=""': 1,
      'outcome="refused",reason="no-eligible-backend"': 1,
      'outcome="refused",reason="pool-not-found"': 1,
      'outcome="assigned",reason="new"': 1,
    });
    expect(page.value('lb_affinity_violations_total', { cause: 'claimed-elsewhere' })).toBe(1);
  });

  test('count cookies that are none, by why', async () => {
    const { httpAffinity, metrics } = await anObservedEngine({ backends: ['web-1'] });
    const headers = { cookie: 'session_id=somebody-made-this-up' };
    httpAffinity.identify('default', { method: 'GET', target: '/', headers, secure: false, clientIp: '' });

    const page = await metrics();
    expect(page.value('lb_cookie_refusals_total', { reason: 'malformed' })).toBe(1);
    expect(page.value('lb_cookie_refusals_total', { reason: 'bad-mac' })).toBe(0);
  });

  test('time all that waited, and one in sixty-four of the kept', async () => {
    const { routing, route, metrics } = await anObservedEngine({ backends: ['web-1'] });
    await route('ada');
    for (let i = 0; i < 640; i += 1) routing.route({ ...aWish, sessionId: 'ada' });

    const page = await metrics();
    expect(page.value('lb_route_seconds_count', { kind: 'kept' })).toBe(10);
    expect(page.value('lb_route_seconds_bucket', { kind: 'kept', le: '+Inf' })).toBe(10);
    expect(page.value('lb_route_seconds_count', { kind: 'waited' })).toBe(1);
    expect(page.value('lb_store_commit_seconds_count')).toBeGreaterThan(0);
  });
});

describe('metrics of backends', () => {
  test('say what the operator wants, what probes saw, and who may take sessions', async () => {
    const engine = await anObservedEngine({ backends: ['web-1', 'web-2', { id: 'web-3', weight: 3, maxSessions: 9 }] });
    await engine.verdicts.setHealth('default', 'web-1', 'unhealthy', 'no answer');
    await engine.verdicts.setHealth('default', 'web-3', 'healthy', 'answers');
    await engine.backends.cordon('default', 'web-2', operator);

    const page = await engine.metrics();
    expect(['web-1', 'web-2', 'web-3'].map((id) => page.value('lb_backend_health', of(id)))).toEqual([0, -1, 1]);
    expect(['web-1', 'web-2', 'web-3'].map((id) => page.value('lb_backend_eligible', of(id)))).toEqual([0, 0, 1]);
    expect(page.value('lb_backend_admin_state', { ...of('web-2'), state: 'cordoned' })).toBe(1);
    expect(page.value('lb_backend_admin_state', { ...of('web-2'), state: 'active' })).toBeUndefined();
    expect(page.value('lb_backend_weight', of('web-3'))).toBe(3);
    expect(page.value('lb_backend_session_limit', of('web-3'))).toBe(9);
    expect(page.value('lb_backend_session_limit', of('web-1'))).toBeUndefined();
    expect(page.value('lb_pool_eligible_backends', { pool: 'default' })).toBe(1);
    expect(page.value('lb_panic', { pool: 'default' })).toBe(0);
  });

  test('say that most of a pool is unhealthy', async () => {
    const engine = await anObservedEngine({ backends: ['web-1', 'web-2', 'web-3', 'web-4'] });
    for (const id of ['web-1', 'web-2', 'web-3']) {
      await engine.verdicts.setHealth('default', id, 'unhealthy', 'no answer');
    }
    expect((await engine.metrics()).value('lb_panic', { pool: 'default' })).toBe(1);
  });

  test('follow a drain, and say when it is late', async () => {
    const engine = await anObservedEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    expect((await engine.metrics()).series('lb_drain_late')).toEqual({});
    const wish = { ...plainDrain, deadlineMs: 60_000, atDeadline: 'hold' as const };
    await engine.drains.drain('default', 'web-1', wish, operator);

    const before = await engine.metrics();
    expect(before.value('lb_drain_remaining_sessions', of('web-1'))).toBe(1);
    expect(before.value('lb_drain_held_sessions', of('web-1'))).toBe(1);
    expect(before.value('lb_drain_deadline_timestamp_seconds', of('web-1'))).toBe(
      (engine.clock.wallNow() + 60_000) / 1_000,
    );
    expect(before.value('lb_drain_late', of('web-1'))).toBe(0);

    engine.clock.advance(60_001);
    expect((await engine.metrics()).value('lb_drain_late', of('web-1'))).toBe(1);
    await engine.drains.settle();
    expect((await engine.metrics()).value('lb_drain_late', of('web-1'))).toBe(1);
    await engine.drains.undrain('default', 'web-1', operator);
    expect((await engine.metrics()).series('lb_drain_late')).toEqual({});
  });
});

function aBackendAt(id: string) {
  return { address: `${id}.test:80`, weight: 1, zone: '', labels: {}, maxSessions: 0, probe: defaultProbe };
}
