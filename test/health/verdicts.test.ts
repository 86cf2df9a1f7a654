import { describe, expect, test } from 'vitest';
import type { OutcomeReport } from '../../daemon/routing/outcomes.ts';
import { anEngine, type TestEngine } from '../support/an-engine.ts';
import { backendOf } from './a-health-room.ts';

const set = (engine: TestEngine, id: string, health: 'healthy' | 'unhealthy') =>
  engine.verdicts.setHealth('default', id, health, 'as the test wants');

/** How many of `ids` are at home where they were. */
async function keptOf(engine: TestEngine, ids: readonly string[]): Promise<number> {
  const outcomes = await Promise.all(ids.map((id) => engine.route(id)));
  return outcomes.filter(({ outcome }) => outcome === 'kept').length;
}

const manyIds = (count: number) => Array.from({ length: count }, (_, i) => `s-${i}`);

describe('an outage', () => {
  test('shorter than break_after costs only those who asked', async () => {
    const engine = await anEngine({ backends: ['web-1', { id: 'web-2', weight: 0 }] });
    const ids = manyIds(10);
    await keptOf(engine, ids);
    await engine.backends.update(
      'default',
      'web-2',
      { weight: 1 },
      { etag: '', keepSessions: false },
      { who: 'test', reason: '' },
    );
    await set(engine, 'web-1', 'unhealthy');
    expect(await engine.route('s-0')).toMatchObject({ outcome: 'moved', backendId: 'web-2' });
    engine.clock.advance(29_999);
    await engine.verdicts.writeOff();
    await set(engine, 'web-1', 'healthy');
    expect(await keptOf(engine, ids)).toBe(10);
    expect(backendOf(engine).sessionCount).toBe(9);
  });

  test('as long as break_after lets all go by one row, and a recovery revives none of them', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    const ids = manyIds(100);
    await keptOf(engine, ids);
    await set(engine, 'web-1', 'unhealthy');
    engine.clock.advance(30_000);
    const before = engine.store.sequence();
    await engine.verdicts.writeOff();
    expect(engine.store.sequence()).toBe(before + 1);
    await set(engine, 'web-1', 'healthy');
    expect(await keptOf(engine, ids)).toBe(50);
  });

  test('as long as break_after is one also where it ends before anybody came round to write it off', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    const ids = manyIds(10);
    await keptOf(engine, ids);
    await set(engine, 'web-1', 'unhealthy');
    engine.clock.advance(30_000);
    await set(engine, 'web-1', 'healthy');
    expect(await keptOf(engine, ids)).toBe(5);
  });

  test('lets nobody go while no other backend is eligible', async () => {
    const engine = await anEngine({ backends: ['web-1', { id: 'web-2', weight: 0 }] });
    await engine.route('ada');
    await set(engine, 'web-1', 'unhealthy');
    engine.clock.advance(600_000);
    await engine.verdicts.writeOff();
    await set(engine, 'web-1', 'healthy');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
  });

  test.each(['refuse', 'hold'] as const)('lets nobody go where the pool wants to %s', async (onUnhealthy) => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { onUnhealthy } });
    const ids = manyIds(10);
    await keptOf(engine, ids);
    await set(engine, 'web-1', 'unhealthy');
    engine.clock.advance(600_000);
    await engine.verdicts.writeOff();
    await set(engine, 'web-1', 'healthy');
    expect(await keptOf(engine, ids)).toBe(10);
  });

  test('is told in the journal once, with its time', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    engine.clock.advance(5_000);
    await Promise.all([set(engine, 'web-1', 'unhealthy'), set(engine, 'web-1', 'unhealthy')]);
    const { lines } = await engine.store.events({ afterSequence: 0, limit: 10, tail: true, kinds: ['health-changed'] });
    expect(lines).toMatchObject([
      { backendId: 'web-1', detail: 'unhealthy', atMs: engine.clock.wallNow(), who: 'lbd' },
    ]);
  });
});

describe('a mass failure', () => {
  const four = ['web-1', 'web-2', 'web-3', 'web-4'];

  test('writes nobody off while more than half of four or more are unhealthy', async () => {
    const engine = await anEngine({ backends: four });
    const ids = manyIds(40);
    await keptOf(engine, ids);
    for (const id of four.slice(0, 3)) await set(engine, id, 'unhealthy');
    engine.clock.advance(300_000);
    await engine.verdicts.writeOff();
    for (const id of four.slice(0, 3)) await set(engine, id, 'healthy');
    await engine.verdicts.writeOff();
    expect(await keptOf(engine, ids)).toBe(40);
  });

  test('gives the last ones to recover their break_after anew', async () => {
    const engine = await anEngine({ backends: four });
    await keptOf(engine, manyIds(40));
    for (const id of four.slice(0, 3)) await set(engine, id, 'unhealthy');
    engine.clock.advance(300_000);
    for (const id of four.slice(0, 2)) await set(engine, id, 'healthy');
    engine.clock.advance(29_999);
    await engine.verdicts.writeOff();
    expect(backendOf(engine, 'web-3')).toMatchObject({ sessionCount: 10 });
    engine.clock.advance(1);
    await engine.verdicts.writeOff();
    expect(backendOf(engine, 'web-3')).toMatchObject({ sessionCount: 0 });
  });

  test.each([
    ['three of which two fail', 3, 2],
    ['four of which two fail', 4, 2],
  ])('is none in a pool of %s', async (_what, size, failing) => {
    const engine = await anEngine({ backends: four.slice(0, size) });
    await keptOf(engine, manyIds(12));
    for (const id of four.slice(0, failing)) await set(engine, id, 'unhealthy');
    engine.clock.advance(30_000);
    await engine.verdicts.writeOff();
    expect(backendOf(engine).sessionCount).toBe(0);
    expect(backendOf(engine, four[size - 1]).sessionCount).toBeGreaterThan(0);
  });
});

describe('reports of failures at the same time', () => {
  const report = (engine: TestEngine, backendId: string, wish: Partial<OutcomeReport> = {}) =>
    engine.outcomes.report({
      pool: 'default',
      backendId,
      successes: 0,
      failures: 9,
      inFlight: undefined,
      instance: '',
      sessionId: '',
      reporter: 'gw-1',
      ...wish,
    });

  test('eject no more of a pool than it allows', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2', 'web-3', 'web-4'], pool: { maxEjected: 50 } });
    await Promise.all(['web-1', 'web-2', 'web-3', 'web-4'].map((id) => report(engine, id)));
    expect(engine.backends.list('default').map(({ health }) => health)).toEqual([
      'unhealthy',
      'unhealthy',
      'unknown',
      'unknown',
    ]);
  });

  test('begin one ejection, of its first length', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { ejectForMs: 10_000 } });
    await Promise.all(['gw-1', 'gw-2', 'gw-3'].map((reporter) => report(engine, 'web-1', { reporter })));
    engine.clock.advance(10_000);
    await new Promise(setImmediate);
    expect(backendOf(engine).health).toBe('unknown');
  });
});
