import { describe, expect, test } from 'vitest';
import { attention } from '../../daemon/attention.ts';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { anEngine, operator, type TestEngine } from '../support/an-engine.ts';

const needs = (engine: TestEngine, parts: Partial<Parameters<typeof attention>[0]> = {}) =>
  attention({
    registry: engine.registry,
    table: { used: 0, limit: 10 },
    store: engine.store.health(),
    nowMs: engine.clock.wallNow(),
    ...parts,
  });

const down = (engine: TestEngine, ...ids: string[]) =>
  Promise.all(ids.map((id) => engine.verdicts.setHealth('default', id, 'unhealthy', 'tcp: connection refused')));

describe('what needs a person', () => {
  test('is nothing where all is well, a pool that has no backends yet among it', async () => {
    expect(needs(await anEngine())).toEqual([]);
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.drains.drain('default', 'web-2', plainDrain, operator);
    expect(needs(engine)).toEqual([]);
  });

  test('is a backend that is down, unless it is on its way out', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2', 'web-3'] });
    await engine.drains.drain('default', 'web-2', { ...plainDrain, deadlineMs: 0 }, operator);
    await down(engine, 'web-1', 'web-2');
    expect(needs(engine)).toEqual(['backend "web-1" is unhealthy: tcp: connection refused; lbctl backends show web-1']);
  });

  test('is a pool that takes no new session', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    await engine.backends.cordon('default', 'web-1', operator);
    expect(needs(engine)).toEqual([
      'no backend of pool "default" may take a new session; lbctl backends -o wide --pool default says why',
    ]);
  });

  test('is most of a pool, and of many backends only the first', async () => {
    const ids = Array.from({ length: 8 }, (_, i) => `web-${i}`);
    const engine = await anEngine({ backends: ids });
    await down(engine, ...ids.slice(0, 7));
    const said = needs(engine);
    expect(said[0]).toMatch(/^more than half of pool "default" is unhealthy/);
    expect(said.slice(1, 6).every((line) => line.startsWith('backend "web-'))).toBe(true);
    expect(said.slice(6)).toEqual(['7 backends are unhealthy in all']);
  });

  test('is a drain past its deadline', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 1_000, atDeadline: 'hold' }, operator);
    expect(needs(engine)).toEqual([]);
    engine.clock.advance(1_001);
    await engine.drains.settle();
    expect(needs(engine)).toEqual([
      'the drain of backend "web-1" is past its deadline with 1 left; lbctl drain web-1 --now lets them move',
    ]);
  });

  test('is a store that can not write, before all else, and a table that is nearly full', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    const store = { writable: false, error: 'the disk is full' };
    const said = needs(engine, { store, table: { used: 91, limit: 100 } });
    expect(said).toEqual([
      "the store can't write: the disk is full; new sessions are refused, known ones served",
      'the session table has 91 of 100: raise max_sessions_total, or shorten idle timeouts',
    ]);
    expect(needs(engine, { table: { used: 90, limit: 100 } })).toEqual([]);
  });
});
