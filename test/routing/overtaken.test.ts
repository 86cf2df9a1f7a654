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
