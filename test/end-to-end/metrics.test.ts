import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPromtool } from '../ops/promtool.ts';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';
import { type MetricPage, metricPage } from '../support/metric-page.ts';

const sessions = Array.from({ length: 300 }, (_, i) => `user-${i}`);
let lbd: ADaemon;

beforeAll(async () => {
  lbd = await aDaemon(['--admin', '127.0.0.1:0', '--housekeeping-interval', '50ms']);
  for (const [i, id] of ['web-1', 'web-2', 'web-3'].entries()) {
    await done('backends', 'add', id, `10.0.0.${i}:80`, '--weight', String(i + 1));
  }
  await load();
});
afterAll(() => lbd.stop());

const done = async (...args: string[]) => {
  const { code, stderr } = await lbd.lbctl(...args);
  expect(code, stderr).toBe(0);
};
const route = (session_id: string, claimed_backend_id = '') =>
  ask(lbd.routing, lbd.routing.Route, { session_id, claimed_backend_id });

/** Sessions come, stay, are told wrong homes, log out, are ended, drained and moved; some asks are refused. */
async function load(): Promise<void> {
  await Promise.all(sessions.map((id) => route(id)));
  for (let i = 0; i < 3; i += 1) await Promise.all(sessions.map((id) => route(id)));
  await Promise.all(sessions.slice(0, 7).map((id) => route(id, 'web-9')));
  await Promise.all(sessions.slice(0, 5).map((session_id) => ask(lbd.routing, lbd.routing.EndSession, { session_id })));
  await done('expire', 'user-5', '--yes', '--reason', 'a test');
  await done('drain', 'web-3', '--now');
  await Promise.all(sessions.slice(6, 200).map((id) => route(id)));
  await done('sessions', 'move', 'user-250', 'web-1');
  await done('drain', 'web-2', '--deadline', '1h');
  await expect(ask(lbd.routing, lbd.routing.Route, { pool: 'nowhere' })).rejects.toThrow();
}

async function scrape(): Promise<{ readonly text: string; readonly page: MetricPage }> {
  const [, admin] = await lbd.process.seen('stdout', /"admin":"([^"]+)"/);
  const response = await fetch(`http://${admin}/metrics`);
  expect(response.status).toBe(200);
  const text = await response.text();
  return { text, page: metricPage(text) };
}

const said = async (...args: string[]) => JSON.parse((await lbd.lbctl(...args, '--json')).stdout);
const sum = (values: Readonly<Record<string, number>>) => Object.values(values).reduce((all, value) => all + value, 0);

describe('what /metrics says is what lbctl says', () => {
  test('of sessions by backend, and of all', async () => {
    const { backends } = await said('backends');
    const status = await said('status');
    const { page } = await scrape();
    for (const { id, session_count } of backends) {
      expect([id, page.value('lb_sessions', { pool: 'default', backend: id })]).toEqual([id, session_count]);
    }
    expect(page.value('lb_session_table_used')).toBe(status.session_count);
    expect(page.value('lb_session_table_limit')).toBe(status.session_limit);
    const created = sum(page.series('lb_sessions_created_total'));
    const gone = sum(page.series('lb_sessions_ended_total')) + sum(page.series('lb_sessions_expired_total'));
    expect(created - gone).toBe(status.session_count);
  });

  test('of what happened, line by line of the journal', async () => {
    const { events } = await said('events');
    const { page } = await scrape();
    const kinds = Object.keys(page.series('lb_events_total')).map((labels) => /"(.*)"/.exec(labels)![1]!);
    const counts = Object.fromEntries(kinds.map((kind) => [kind, page.value('lb_events_total', { kind })]));
    const told = Object.fromEntries(kinds.map((kind) => [kind, 0]));
    for (const { kind } of events) told[kind]! += 1;
    expect(counts).toEqual(told);
    expect(told).toMatchObject({ assigned: 300, ended: 6, drained: 1, draining: 1 });

    const moves = events.filter(({ kind }: { kind: string }) => kind === 'moved');
    expect(moves.length).toBeGreaterThan(50);
    expect(sum(page.series('lb_sessions_moved_total'))).toBe(moves.length);
    expect(page.value('lb_sessions_moved_total', { pool: 'default', reason: 'operator' })).toBe(1);
    expect(page.value('lb_sessions_ended_total', { pool: 'default', cause: 'logout' })).toBe(5);
    expect(page.value('lb_sessions_ended_total', { pool: 'default', cause: 'operator' })).toBe(1);
  });

  test('of violations, by cause', async () => {
    const { counts } = await said('violations');
    const { page } = await scrape();
    expect(page.value('lb_affinity_violations_total', { cause: 'claimed-elsewhere' })).toBe(7);
    expect(sum(page.series('lb_affinity_violations_total'))).toBe(7);
    expect(Object.entries(counts)).toContainEqual(['claimed-elsewhere', '7']);
  });

  test('of a drain', async () => {
    const web2 = await said('backends', 'show', 'web-2');
    const { page } = await scrape();
    const labels = { pool: 'default', backend: 'web-2' };
    expect(page.value('lb_drain_remaining_sessions', labels)).toBe(web2.session_count);
    expect(page.value('lb_drain_deadline_timestamp_seconds', labels)! * 1_000).toBe(Date.parse(web2.drain_deadline));
    expect(page.value('lb_backend_admin_state', { ...labels, state: 'draining' })).toBe(1);
    expect(page.value('lb_pool_eligible_backends', { pool: 'default' })).toBe(1);
  });

  test('of calls and routes', async () => {
    const { page } = await scrape();
    const calls = page.value('lb_grpc_calls_total', { method: 'lb.v1.RoutingService/Route', code: 'OK' });
    expect(calls).toBe(4 * 300 + 7 + 194);
    expect(page.value('lb_grpc_calls_total', { method: 'lb.v1.RoutingService/Route', code: 'NOT_FOUND' })).toBe(1);
    expect(sum(page.series('lb_routes_total'))).toBe(calls! + 1);
    expect(page.value('lb_route_seconds_count', { kind: 'kept' })).toBeGreaterThan(10);
    expect(page.value('lb_store_commit_seconds_count')).toBeGreaterThan(0);
    expect(page.value('lb_store_writable')).toBe(1);
  });
});

describe('the page', () => {
  test('is as promtool wants it', async ({ skip }) => {
    const promtool = findPromtool();
    if ('missing' in promtool) return skip(promtool.missing);
    const { text } = await scrape();
    expect(promtool(['check', 'metrics'], text)).toEqual({ code: 0, said: '' });
  });

  test('tells of no session who it is', async () => {
    expect((await scrape()).text).not.toMatch(/user-\d/);
  });

  test('knows its sessions again after a kill, and counts from 0', async () => {
    const before = (await scrape()).page;
    await lbd.restart('SIGKILL');
    const { page } = await scrape();
    expect(page.series('lb_sessions')).toEqual(before.series('lb_sessions'));
    expect(sum(page.series('lb_sessions_created_total'))).toBe(0);
    expect(page.value('lb_drain_remaining_sessions', { pool: 'default', backend: 'web-2' })).toBe(
      before.value('lb_drain_remaining_sessions', { pool: 'default', backend: 'web-2' }),
    );
  });
});
