import { describe, expect, test } from 'vitest';
import type { OutcomeReport } from '../../daemon/routing/outcomes.ts';
import { anEngine, operator, sweep, type TestEngine } from '../support/an-engine.ts';

const report = (engine: TestEngine, wish: Partial<OutcomeReport>) =>
  engine.outcomes.report({
    pool: 'default',
    backendId: 'web-1',
    successes: 0,
    failures: 0,
    inFlight: undefined,
    instance: '',
    sessionId: '',
    reporter: 'gw-1',
    ...wish,
  });

const healthOf = (engine: TestEngine, id = 'web-1') => engine.backends.get('default', id).health;
/** Alarms called by the clock do their work behind promises. */
const settled = () => new Promise(setImmediate);

describe('what traffic saw', () => {
  test('ejects a backend after so many failures in a row, and a success between starts the count anew', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await report(engine, { failures: 4 });
    await report(engine, { successes: 10 });
    await report(engine, { failures: 4 });
    expect(healthOf(engine)).toBe('unknown');
    await report(engine, { failures: 1 });
    expect(engine.backends.get('default', 'web-1')).toMatchObject({
      health: 'unhealthy',
      healthReason: '5 failures in a row, seen by traffic',
    });
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-2' });
  });

  test('brings an ejected backend back after its time, and doubles the time when it fails again', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { ejectForMs: 10_000 } });
    for (const forMs of [10_000, 20_000, 40_000]) {
      await report(engine, { failures: 5 });
      engine.clock.advance(forMs - 1);
      await settled();
      expect(healthOf(engine)).toBe('unhealthy');
      engine.clock.advance(1);
      await settled();
      expect(healthOf(engine)).toBe('unknown');
    }
  });

  test('takes out no more of a pool than the pool allows', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { maxEjected: 50 } });
    await report(engine, { failures: 9 });
    await report(engine, { backendId: 'web-2', failures: 9 });
    expect([healthOf(engine), healthOf(engine, 'web-2')]).toEqual(['unhealthy', 'unknown']);
  });

  test('is forgotten with a reporter that was not heard for a minute', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { policy: 'least_connections' } });
    await report(engine, { inFlight: 7 });
    await report(engine, { backendId: 'web-2', inFlight: 9 });
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-1' });
    engine.clock.advance(60_000);
    engine.outcomes.tidy();
    expect(engine.backends.get('default', 'web-1').inFlight).toBe(0);
  });

  test('counts a session that another backend served, one that moved without a plan, and a client that believes wrong', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await report(engine, { backendId: 'web-2', sessionId: 'ada' });
    await report(engine, { backendId: 'web-1', sessionId: 'ada' });
    await engine.route('ada', { claimedBackendId: 'web-2' });
    await report(engine, { failures: 5 });
    await engine.route('ada');
    expect(engine.violations.counts).toEqual({ 'served-elsewhere': 1, 'claimed-elsewhere': 1, 'home-lost': 1 });
    expect(engine.violations.list('default', 10)).toMatchObject([
      { cause: 'served-elsewhere', session: 'ada', backendId: 'web-1', otherBackendId: 'web-2' },
      { cause: 'claimed-elsewhere', session: 'ada', backendId: 'web-1', otherBackendId: 'web-2' },
      { cause: 'home-lost', session: 'ada', backendId: 'web-2', otherBackendId: 'web-1' },
    ]);
  });
});

describe('a full table', () => {
  test('makes room by ending the longest idle session that was seen only once, never one that came back', async () => {
    const engine = await anEngine({ backends: ['web-1'], sessionLimit: 3 });
    for (const id of ['came-back', 'old', 'young']) {
      await engine.route(id);
      engine.clock.advance(1_000);
    }
    await engine.route('came-back');
    expect(await engine.route('new')).toMatchObject({ outcome: 'assigned' });
    await engine.route('came-back');
    expect((await engine.route('came-back')).outcome).toBe('kept');
    await engine.route('new');
  });

  test('of sessions that all came back refuses the next one', async () => {
    const engine = await anEngine({ backends: ['web-1'], sessionLimit: 2 });
    for (const id of ['a', 'b', 'a', 'b']) await engine.route(id);
    await expect(engine.route('c')).rejects.toMatchObject({ kind: 'session-table-full' });
  });
});

describe('a session seen only once', () => {
  test('has a shorter lease where the pool says so, until it comes back', async () => {
    const engine = await anEngine({
      backends: ['web-1'],
      pool: { unconfirmedTimeoutMs: 5_000, idleTimeoutMs: 60_000 },
    });
    await engine.route('once');
    await engine.route('twice');
    await engine.route('twice');
    engine.clock.advance(5_000);
    await sweep(engine);
    expect(engine.table.size).toBe(1);
    expect(await engine.route('twice')).toMatchObject({ outcome: 'kept' });
  });
});

describe('labels', () => {
  test('told with a route are merged durably, and the same labels again write nothing', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    const labelled = () => engine.store.labels([{ slot: 0, serial: engine.table.records.serial(0) }]);
    await engine.route('ada', { labels: { user: 'ada' } });
    expect(await labelled()).toEqual([{ user: 'ada' }]);
    await engine.route('ada', { labels: { cart: '7' } });
    expect(await labelled()).toEqual([{ user: 'ada', cart: '7' }]);
    const sequence = engine.store.sequence();
    for (let i = 0; i < 3; i += 1) await engine.route('ada', { labels: { cart: '7' } });
    expect(engine.store.sequence()).toBe(sequence);
    await engine.routing.endSession('default', 'ada', operator.who);
    await engine.route('bob');
    expect(await labelled()).toEqual([{}]);
  });
});

describe('an explanation', () => {
  test('tells each step with its values', async () => {
    const engine = await anEngine({ backends: ['web-1', { id: 'web-2', weight: 0 }] });
    const { explanation } = await engine.route('ada', { explain: true });
    expect(explanation).toEqual([
      'the session id is not known',
      'candidate "web-1": weight 1, 0 sessions',
      'left out "web-2": its weight is 0',
      'policy round_robin chose "web-1"',
    ]);
    engine.clock.advance(1_500);
    expect((await engine.route('ada', { explain: true, validateOnly: true })).explanation).toEqual([
      'the session is known: at home on "web-1" since generation 1 (new)',
      'it was seen 1500 ms ago; its lease runs 29 min 59 s more',
      '"web-1" is active and unknown: the affinity is kept',
      'it stays on "web-1"; the policy is not asked',
    ]);
  });

  test('gives fallbacks in rendezvous order, and takes no turn for them', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2', 'web-3', 'web-4'] });
    const first = await engine.route('ada', { maxFallbacks: 2 });
    expect(first.fallbacks).toHaveLength(2);
    expect(first.fallbacks?.map(({ backendId }) => backendId)).not.toContain(first.backendId);
    expect((await engine.route('ada', { maxFallbacks: 8 })).fallbacks?.slice(0, 2)).toEqual(first.fallbacks);
    expect(await engine.route('bob')).toMatchObject({ backendId: 'web-2' });
  });
});
