import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PoolSettings } from '../../daemon/core/model.ts';
import { plainDrain } from '../../daemon/drains/drains.ts';
import type { Assignment } from '../../daemon/routing/answers.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { anEngine, operator, type TestEngine } from '../support/an-engine.ts';

/** `ada` at home on web-1, which is unhealthy, in a pool that holds her; and her Route, which waits. */
async function withHeldAda(pool: Partial<PoolSettings> = {}) {
  const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { onUnhealthy: 'hold', ...pool } });
  await engine.route('ada');
  await fail(engine, 'web-1');
  const answer: Promise<Assignment> = engine.route('ada');
  answer.catch(() => {}); // looked at later
  await nextTurn();
  expect(engine.holds.count).toBe(1);
  return { engine, answer };
}

const fail = (engine: TestEngine, id: string) => engine.verdicts.setHealth('default', id, 'unhealthy', 'refused');

test('who is held is answered at once when an operator moves the session', async () => {
  const { engine, answer } = await withHeldAda();
  await engine.sessionChanges.move('default', 'ada', 'web-2', operator);
  expect(await answer).toMatchObject({ backendId: 'web-2', outcome: 'moved', reason: 'operator' });
});

test('who is held is answered at once when the session ends', async () => {
  const { engine, answer } = await withHeldAda();
  await engine.routing.endSession('default', 'ada', 'test');
  expect(await answer).toMatchObject({ backendId: 'web-2', outcome: 'assigned', reason: 'new' });
});

test('who is held is answered at once when the pool wants nobody held any more', async () => {
  const { engine, answer } = await withHeldAda();
  await engine.pools.update('default', { onUnhealthy: 'redistribute' }, '', operator);
  expect(await answer).toMatchObject({ backendId: 'web-2', outcome: 'moved', reason: 'backend-unhealthy' });
});

test('who is held is answered at once when so many others fail that health is asked no more', async () => {
  const { engine, answer } = await withHeldAda({ panicThreshold: 60 });
  await fail(engine, 'web-2');
  expect(await answer).toMatchObject({ backendId: 'web-1', outcome: 'kept' });
});

test('who is held is told so when lbd stops, and nobody is held from then on', async () => {
  const { engine, answer } = await withHeldAda();
  engine.holds.close();
  await expect(answer).rejects.toMatchObject({ kind: 'home-unavailable' });
  await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'home-unavailable' });
  expect(engine.holds.count).toBe(0);
});

test('a new session whose home began to be restarted before its commit is told to its client when the home is back', async () => {
  const store = openMemoryStore();
  const engine = await anEngine({ store, backends: ['web-1'] });
  const { claim } = store;
  let goOn!: () => void;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  store.claim = async (each) => {
    await held;
    return claim(each);
  };
  const answer = engine.route('ada');
  await engine.drains.drain('default', 'web-1', { ...plainDrain, mode: 'hold' }, operator);
  goOn();
  await nextTurn();
  await engine.drains.undrain('default', 'web-1', operator);
  expect(await answer).toMatchObject({ backendId: 'web-1', outcome: 'assigned', reason: 'new', generation: 1 });
  expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
});
