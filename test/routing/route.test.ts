import { describe, expect, test } from 'vitest';
import { memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { aBackend, anEngine, operator, sweep } from '../support/an-engine.ts';

describe('a session', () => {
  test('is assigned at its first request and kept from then on', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'] });
    expect(await engine.route('ada')).toMatchObject({
      backendId: 'api-1',
      outcome: 'assigned',
      reason: 'new',
      generation: 1,
    });
    expect(await engine.route('bob')).toMatchObject({ backendId: 'api-2', outcome: 'assigned' });
    expect(await engine.route('ada')).toMatchObject({
      backendId: 'api-1',
      outcome: 'kept',
      reason: null,
      generation: 1,
    });
  });

  test('gets an id from lbd when the client has none, one that begins with a letter or digit', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    const ids = new Set<string>();
    for (let i = 0; i < 300; i += 1) ids.add((await engine.route('')).sessionId);
    expect(ids.size).toBe(300);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{21}$/);
  });

  test('of the same id in another pool is another session', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    await engine.pools.create('games', {}, operator);
    await engine.backends.create('games', 'api-1', { ...aBackend, address: 'g:1' }, operator);
    await engine.route('ada');
    expect(await engine.route('ada', { pool: 'games' })).toMatchObject({ outcome: 'assigned', address: 'g:1' });
  });

  test('that two callers route at once has one home: one is told ASSIGNED, all others KEPT', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2', 'api-3'] });
    const answers = await Promise.all(Array.from({ length: 50 }, () => engine.route('ada')));
    expect(new Set(answers.map(({ backendId }) => backendId)).size).toBe(1);
    expect(answers.filter(({ outcome }) => outcome === 'assigned')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'kept')).toHaveLength(49);
  });

  test('does not take the policy a turn when it is kept or only previewed', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'] });
    await engine.route('ada');
    for (let i = 0; i < 5; i += 1) await engine.route('ada');
    for (let i = 0; i < 5; i += 1) await engine.route('bob', { validateOnly: true });
    expect(await engine.route('bob')).toMatchObject({ backendId: 'api-2' });
  });

  test('that is previewed is neither made nor extended', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: { idleTimeoutMs: 10_000 } });
    expect(await engine.route('ada', { validateOnly: true })).toMatchObject({
      outcome: 'assigned',
      sessionId: 'ada',
      generation: 1,
    });
    expect(engine.table.size).toBe(0);
    await engine.route('ada');
    engine.clock.advance(9_000);
    expect(await engine.route('ada', { validateOnly: true })).toMatchObject({ outcome: 'kept' });
    engine.clock.advance(1_000);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'assigned', reason: 'lapsed' });
  });

  test('gets an id of lbd’s own where the pool replaces unknown ids, and keeps it', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: { unknownId: 'replace' } });
    const made = await engine.route('i-chose-this');
    expect(made.sessionId).not.toBe('i-chose-this');
    expect(await engine.route(made.sessionId)).toMatchObject({ outcome: 'kept', sessionId: made.sessionId });
    expect(await engine.route('me-too', { validateOnly: true })).toMatchObject({ outcome: 'assigned', sessionId: '' });
  });
});

describe('a lease', () => {
  test('slides while the session is seen, and ends with silence: the next request assigns anew', async () => {
    const engine = await anEngine({ backends: ['api-1', 'api-2'], pool: { idleTimeoutMs: 2_000 } });
    await engine.route('ada');
    for (let i = 0; i < 10; i += 1) {
      engine.clock.advance(1_999);
      expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', backendId: 'api-1' });
    }
    engine.clock.advance(2_000);
    expect(await engine.route('ada')).toMatchObject({
      outcome: 'assigned',
      reason: 'lapsed',
      generation: 1,
      backendId: 'api-2',
    });
  });

  test('that ended gives its slot and its row back when the sweeper comes by', async () => {
    const disk = memoryDisk();
    const engine = await anEngine({
      store: openMemoryStore(disk),
      backends: ['api-1'],
      pool: { idleTimeoutMs: 2_000 },
    });
    await engine.route('ada');
    engine.clock.advance(1_999);
    await sweep(engine);
    expect(engine.table.size).toBe(1);
    engine.clock.advance(1);
    await sweep(engine);
    expect(engine.table.size).toBe(0);
    expect(engine.table.allocated).toBe(0);
    expect(disk.sessionId(0, 1)).toBeNull();
    expect(disk.journal.at(-1)!).toMatchObject({ kind: 'expired', backendId: 'api-1', who: 'lbd' });
    expect(engine.backends.get('default', 'api-1').sessionCount).toBe(0);
  });

  test('has an end in all where the pool sets one, however often the session is seen', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: { idleTimeoutMs: 10_000, maxLifetimeMs: 15_000 } });
    await engine.route('ada');
    engine.clock.advance(9_000);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
    engine.clock.advance(6_000);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'assigned', reason: 'lapsed' });
  });

  test('may be shorter for one session, never longer than the pool’s', async () => {
    const engine = await anEngine({ backends: ['api-1'], pool: { idleTimeoutMs: 10_000 } });
    await engine.route('short', { idleTimeoutMs: 1_000 });
    await engine.route('long', { idleTimeoutMs: 60_000 });
    engine.clock.advance(1_000);
    expect(await engine.route('short')).toMatchObject({ reason: 'lapsed' });
    engine.clock.advance(9_000);
    expect(await engine.route('long')).toMatchObject({ reason: 'lapsed' });
  });
});

describe('nobody', () => {
  test('to take a session is an error that says so, not a guess', async () => {
    const engine = await anEngine();
    await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'no-eligible-backend' });
    await expect(engine.route('ada', { pool: 'nope' })).rejects.toMatchObject({ kind: 'pool-not-found' });
  });

  test('with room is POOL_FULL; kept sessions are never refused for fullness', async () => {
    const engine = await anEngine({ backends: [{ id: 'api-1', maxSessions: 2 }] });
    await Promise.all([engine.route('a'), engine.route('b')]);
    await expect(engine.route('c')).rejects.toMatchObject({ kind: 'pool-full' });
    expect(await engine.route('a')).toMatchObject({ outcome: 'kept' });
    await engine.routing.endSession('default', 'b', 'test');
    expect(await engine.route('c')).toMatchObject({ outcome: 'assigned' });
  });

  test('has the place of the session that lapsed there, for its own client, before the sweep comes by', async () => {
    const engine = await anEngine({
      backends: [{ id: 'api-1', maxSessions: 1 }],
      pool: { idleTimeoutMs: 2_000 },
    });
    await engine.route('a');
    engine.clock.advance(2_000);
    expect(await engine.route('a')).toMatchObject({ outcome: 'assigned', reason: 'lapsed', backendId: 'api-1' });
    await expect(engine.route('b')).rejects.toMatchObject({ kind: 'pool-full' });
    expect(engine.backends.get('default', 'api-1').sessionCount).toBe(1);
  });

  test('is let past max_sessions by claims that race for the last place', async () => {
    const engine = await anEngine({ backends: [{ id: 'api-1', maxSessions: 3 }] });
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => engine.route(`s${i}`)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(engine.table.size).toBe(3);
  });

  test('fits in a full table', async () => {
    const engine = await anEngine({ backends: ['api-1'], sessionLimit: 1 });
    for (let i = 0; i < 2; i += 1) await engine.route('a');
    await expect(engine.route('b')).rejects.toMatchObject({ kind: 'session-table-full' });
    expect(await engine.route('a')).toMatchObject({ outcome: 'kept' });
  });
});

describe('the end of a session', () => {
  test('by logout is immediate and safe to repeat', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    await engine.route('ada');
    expect(await engine.routing.endSession('default', 'ada', 'test')).toBe(true);
    expect(await engine.routing.endSession('default', 'ada', 'test')).toBe(false);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'assigned', reason: 'new' });
  });

  test('that races its first route leaves no session behind, and no answer hangs', async () => {
    const engine = await anEngine({ backends: ['api-1'] });
    const [routed, ended] = await Promise.all([
      engine.route('ada'),
      engine.routing.endSession('default', 'ada', 'test'),
    ]);
    expect(routed).toMatchObject({ outcome: 'assigned' });
    expect(ended).toBe(true);
    expect(engine.table.size).toBe(0);
  });
});
