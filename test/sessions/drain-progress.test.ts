import { describe, expect, test } from 'vitest';
import type { DrainProgress } from '../../daemon/drains/drain-progress.ts';
import { type DrainWish, plainDrain } from '../../daemon/drains/drains.ts';
import { anEngine, operator, sweep, type TestEngine } from '../support/an-engine.ts';

const minute = 60_000;

/** 10 sessions on web-1, one a minute; web-2 is there to receive. */
async function tenOnWeb1(): Promise<TestEngine> {
  const engine = await anEngine({ backends: ['web-1'], pool: { idleTimeoutMs: 10 * minute } });
  for (let i = 0; i < 10; i += 1) {
    engine.clock.advance(i === 0 ? 0 : minute);
    await engine.route(`s${i}`);
  }
  await engine.backends.create('default', 'web-2', engine.backends.get('default', 'web-1').settings, operator);
  return engine;
}

const drain = (engine: TestEngine, wish: Partial<DrainWish>) =>
  engine.drains.drain('default', 'web-1', { ...plainDrain, ...wish }, operator);

function watching(engine: TestEngine) {
  const leaving = new AbortController();
  const steps = engine.drainProgresses.watch('default', 'web-1', leaving.signal);
  return {
    leave: () => leaving.abort(),
    next: async () => (await steps.next()).value as DrainProgress | undefined,
  };
}

describe('a drain that is watched', () => {
  test('tells at once who can still leave and who will have to move', async () => {
    const engine = await tenOnWeb1();
    await drain(engine, { deadlineMs: 4 * minute });
    const { next, leave } = watching(engine);
    expect(await next()).toMatchObject({
      backend: { id: 'web-1', admin: 'draining' },
      remaining: 4,
      toMove: 6,
      moved: 0,
      expired: 0,
      ratePerSecond: 0,
      etaMs: engine.clock.wallNow() + 4 * minute,
      done: false,
    });
    leave();
    expect(await next()).toBeUndefined();
  });

  test('goes on once a second, with rate and ETA, until it is done', async () => {
    const engine = await tenOnWeb1();
    await drain(engine, { deadlineMs: 40 * minute });
    const { next } = watching(engine);
    expect(await next()).toMatchObject({ remaining: 10, toMove: 0 });

    for (let i = 0; i < 5; i += 1) await engine.routing.endSession('default', `s${i}`, 'test');
    const second = next();
    engine.clock.advance(1_000);
    expect(await second).toMatchObject({
      remaining: 5,
      expired: 5,
      ratePerSecond: 5,
      etaMs: engine.clock.wallNow() + 1_000,
      done: false,
    });

    engine.clock.advance(20 * minute);
    await sweep(engine);
    await engine.drains.settle();
    const rest = [await next(), await next()];
    expect(rest.find((step) => step?.done)).toMatchObject({
      backend: { admin: 'drained' },
      remaining: 0,
      toMove: 0,
      expired: 10,
      etaMs: null,
    });
  });

  test('counts those that move', async () => {
    const engine = await tenOnWeb1();
    await drain(engine, { mode: 'move' });
    const { next } = watching(engine);
    expect(await next()).toMatchObject({ remaining: 0, toMove: 10 });
    await engine.mover.step();
    const after = next();
    engine.clock.advance(1_000);
    expect(await after).toMatchObject({ moved: 10, expired: 0, toMove: 0 });
  });

  test.each([
    ['undrained', (engine: TestEngine) => engine.drains.undrain('default', 'web-1', operator)],
    ['drained', (engine: TestEngine) => drain(engine, { deadlineMs: 0 })],
    [
      'removed',
      (engine: TestEngine) => engine.backends.delete('default', 'web-1', { etag: '', force: true }, operator),
    ],
  ])('ends for every watcher at once when the backend is %s', async (_, end) => {
    const engine = await tenOnWeb1();
    await drain(engine, { deadlineMs: 4 * minute });
    const watchers = [watching(engine), watching(engine), watching(engine)];
    for (const { next } of watchers) await next();
    const lasts = watchers.map(({ next }) => next());
    await end(engine);
    expect(await Promise.all(lasts)).toMatchObject([{ done: true }, { done: true }, { done: true }]);
    for (const { next } of watchers) expect(await next()).toBeUndefined();
  });

  test('follows a deadline that changes', async () => {
    const engine = await tenOnWeb1();
    await drain(engine, { deadlineMs: 4 * minute });
    const { next, leave } = watching(engine);
    expect(await next()).toMatchObject({ remaining: 4 });
    const changed = next();
    await drain(engine, { deadlineMs: 7 * minute });
    expect(await changed).toMatchObject({ remaining: 7, toMove: 3 });
    leave();
  });

  test('that does not run is told to be done', async () => {
    const engine = await tenOnWeb1();
    const { next } = watching(engine);
    expect(await next()).toMatchObject({ backend: { admin: 'active' }, done: true });
    expect(await next()).toBeUndefined();
  });

  test('that nobody has heard of is an error', async () => {
    const engine = await tenOnWeb1();
    const steps = engine.drainProgresses.watch('default', 'web-9', new AbortController().signal);
    await expect(steps.next()).rejects.toMatchObject({ kind: 'backend-not-found' });
  });
});
