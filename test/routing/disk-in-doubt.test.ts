import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { UnknownOutcome } from '../../daemon/core/ports.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { anEngine, operator } from '../support/an-engine.ts';

/** A store whose next end fails while it is written: `tell` says whether it stands. */
async function anEngineInDoubt() {
  const store = openMemoryStore();
  const engine = await anEngine({ store, backends: ['web-1'] });
  await engine.route('ada');
  let tell!: (stands: boolean) => void;
  const truth = new Promise<boolean>((resolve) => {
    tell = resolve;
  });
  const { end } = store;
  store.end = () => Promise.reject(new UnknownOutcome('perhaps written, perhaps not', truth));
  await expect(engine.routing.endSession('default', 'ada', 'test')).rejects.toMatchObject({
    kind: 'store-unavailable',
  });
  store.end = end;
  return { engine, tell };
}

const expireAll = { validateOnly: false, signal: new AbortController().signal };

test('who ends a session whose end is in doubt is told at once, and does not ask again in every turn of the loop', async () => {
  const { engine, tell } = await anEngineInDoubt();
  await expect(engine.sessions.expireNow({ kind: 'all' }, expireAll, operator)).rejects.toMatchObject({
    kind: 'store-unavailable',
  });
  tell(false);
  await nextTurn();
  expect(await engine.sessions.expireNow({ kind: 'all' }, expireAll, operator)).toBe(1);
});

test('who routes a session whose end is in doubt is told at once; when it is known to live on, it is kept', async () => {
  const { engine, tell } = await anEngineInDoubt();
  await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'store-unavailable' });
  tell(false);
  await nextTurn();
  expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', generation: 1 });
});

test('who changes a session whose end is in doubt is told at once; when it is known to live on, it is changed', async () => {
  const { engine, tell } = await anEngineInDoubt();
  const pin = () => engine.sessionChanges.pin('default', 'ada', { force: false }, operator);
  await expect(pin()).rejects.toMatchObject({ kind: 'store-unavailable' });
  tell(false);
  await nextTurn();
  await pin();
  expect((await engine.sessions.live('default', 'ada')).pinned).toBe(true);
});

test('who routes a session whose end fails is kept: nothing was written, so it lives on', async () => {
  const store = openMemoryStore();
  const engine = await anEngine({ store, backends: ['web-1'] });
  await engine.route('ada');
  store.end = () => Promise.reject(new LbError('store-unavailable', 'nothing was written'));
  const ended = expect(engine.routing.endSession('default', 'ada', 'test')).rejects.toMatchObject({
    kind: 'store-unavailable',
  });
  expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', generation: 1 });
  await ended;
});
