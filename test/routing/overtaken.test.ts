import { expect, test } from 'vitest';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { anEngine, operator } from '../support/an-engine.ts';

test('an end that waited for the session’s claim goes by the pool’s settings of now, not of when it was asked', async () => {
  const store = openMemoryStore();
  const engine = await anEngine({ store, backends: ['web-1'], pool: { idleTimeoutMs: 30_000 } });
  const { claim } = store;
  let goOn!: () => void;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.claim = async (each) => {
    await held;
    return claim(each);
  };
  const routed = engine.route('ada');
  const ended = engine.routing.endSession('default', 'ada', 'test');
  await engine.pools.update('default', { idleTimeoutMs: 60_000 }, '', operator);
  engine.clock.advance(40_000);
  goOn();
  await routed;
  expect(await ended).toBe(true); // it lived, for another 20 seconds
});

test('a session whose labels are merged counts as seen when that is done, not when it was asked for', async () => {
  const store = openMemoryStore();
  const engine = await anEngine({ store, backends: ['web-1'], pool: { idleTimeoutMs: 30_000 } });
  const { expiresAtMs } = await engine.route('ada');
  const { claim } = store;
  let goOn!: () => void;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.claim = async (each) => {
    await held;
    return claim(each);
  };
  const answer = engine.route('ada', { labels: { user: 'ada' } });
  engine.clock.advance(5_000);
  goOn();
  expect((await answer).expiresAtMs).toBe(expiresAtMs + 5_000);
});

test('labels that were told are merged again once another change has taken them away', async () => {
  const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { idleTimeoutMs: 30_000 } });
  const labelsOf = async (id: string) => (await engine.sessions.get('default', id)).labels;
  const ada = { labels: { user: 'ada' } };
  await engine.route('s1');
  await engine.route('s1', ada);
  engine.clock.advance(30_000);
  await engine.route('s1'); // another life in the same place, without labels
  expect(await labelsOf('s1')).toEqual({});
  await engine.route('s1', ada);
  expect(await labelsOf('s1')).toEqual({ user: 'ada' });
});
