import { describe, expect, test } from 'vitest';
import type { PoolSettings } from '../../daemon/core/model.ts';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { anEngine, operator, type TestEngine } from '../support/an-engine.ts';

const hold = { ...plainDrain, mode: 'hold' } as const;

/** `ada` at home on web-1, with web-2 beside it. */
async function withAda(pool: Partial<PoolSettings> = {}): Promise<TestEngine> {
  const engine = await anEngine({ backends: ['web-1', 'web-2'], pool });
  await engine.route('ada');
  return engine;
}

const fail = (engine: TestEngine, id = 'web-1') =>
  engine.verdicts.setHealth('default', id, 'unhealthy', 'connection refused');
const recover = (engine: TestEngine, id = 'web-1') => engine.verdicts.setHealth('default', id, 'healthy', 'it answers');

describe('a session whose home is unhealthy', () => {
  test('moves at its next request by default, and stays where it moved when the home is back', async () => {
    const engine = await withAda();
    await fail(engine);
    expect(await engine.route('ada')).toMatchObject({
      backendId: 'web-2',
      outcome: 'moved',
      reason: 'backend-unhealthy',
      generation: 2,
    });
    await recover(engine);
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-2', outcome: 'kept', generation: 2 });
  });

  test('that does not ask during a short outage stays: a blink costs only those who asked', async () => {
    const engine = await withAda();
    await fail(engine);
    engine.clock.advance(29_999);
    await engine.verdicts.writeOff();
    await recover(engine);
    engine.clock.advance(60_000);
    await engine.verdicts.writeOff();
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-1', outcome: 'kept', generation: 1 });
  });

  test('is let go with all others when the outage lasts: the home’s return revives nobody', async () => {
    const engine = await withAda();
    await fail(engine);
    engine.clock.advance(30_000);
    await engine.verdicts.writeOff();
    expect(engine.backends.get('default', 'web-1').sessionCount).toBe(0);
    await recover(engine);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-unhealthy', generation: 2 });
  });

  test('is not written off while nobody else could take it', async () => {
    const engine = await anEngine({ backends: ['only'] });
    await engine.route('ada');
    await fail(engine, 'only');
    engine.clock.advance(600_000);
    await engine.verdicts.writeOff();
    await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'no-eligible-backend' });
    await recover(engine, 'only');
    expect(await engine.route('ada')).toMatchObject({ backendId: 'only', outcome: 'kept', generation: 1 });
  });

  test('is refused where the pool says so, however long, and kept when the home is back', async () => {
    const engine = await withAda({ onUnhealthy: 'refuse' });
    await fail(engine);
    engine.clock.advance(120_000);
    await engine.verdicts.writeOff();
    await expect(engine.route('ada')).rejects.toMatchObject({
      kind: 'home-unavailable',
      metadata: { backend: 'web-1' },
    });
    await recover(engine);
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-1', outcome: 'kept' });
  });

  test('waits where the pool says hold, and is kept when the home comes back in time', async () => {
    const engine = await withAda({ onUnhealthy: 'hold', holdForMs: 10_000 });
    await fail(engine);
    const answer = engine.route('ada');
    engine.clock.advance(9_000);
    expect(engine.holds.count).toBe(1);
    await recover(engine);
    expect(await answer).toMatchObject({ backendId: 'web-1', outcome: 'kept', generation: 1 });
    expect(engine.holds.count).toBe(0);
  });

  test('that waited for as long as the pool says moves', async () => {
    const engine = await withAda({ onUnhealthy: 'hold', holdForMs: 10_000 });
    await fail(engine);
    const answer = engine.route('ada');
    engine.clock.advance(10_000);
    expect(await answer).toMatchObject({ backendId: 'web-2', outcome: 'moved', reason: 'backend-unhealthy' });
  });

  test('is refused at once where waiting would hold up others, as on a stream', async () => {
    const engine = await withAda({ onUnhealthy: 'hold' });
    await fail(engine);
    await expect(engine.route('ada', { mayWait: false })).rejects.toMatchObject({
      kind: 'home-unavailable',
      metadata: { reaction: 'hold' },
    });
  });
});

describe('most of a pool that turns unhealthy at once', () => {
  test('writes nobody off: rather the way there is broken', async () => {
    const engine = await anEngine({ backends: ['a', 'b', 'c', 'd'] });
    for (let i = 0; i < 8; i += 1) await engine.route(`s${i}`);
    for (const id of ['a', 'b', 'c']) await fail(engine, id);
    expect(engine.pools.get('default').isInPanic).toBe(true);
    engine.clock.advance(600_000);
    await engine.verdicts.writeOff();
    for (const id of ['a', 'b', 'c']) await recover(engine, id);
    for (let i = 0; i < 8; i += 1)
      expect(await engine.route(`s${i}`)).toMatchObject({ outcome: 'kept', generation: 1 });
  });

  test('still takes new sessions where the pool has a panic threshold', async () => {
    const engine = await anEngine({ backends: ['a', 'b'], pool: { panicThreshold: 60 } });
    for (const id of ['a', 'b']) await fail(engine, id);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'assigned' });
  });

  test('keeps who is at home where the panic threshold is passed: nobody bounces between unhealthy backends', async () => {
    const engine = await anEngine({ backends: ['a', 'b'], pool: { panicThreshold: 60 } });
    const { backendId } = await engine.route('ada');
    for (const id of ['a', 'b']) await fail(engine, id);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', backendId });
    expect(engine.backends.get('default', backendId).notEligibleBecause).toBe('');
    await recover(engine, backendId === 'a' ? 'b' : 'a');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-unhealthy' });
  });
});

describe('another process behind a backend', () => {
  test('has lost what the first one remembered: its sessions move', async () => {
    const engine = await withAda();
    await engine.verdicts.setInstance('default', 'web-1', 'boot-1');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
    await engine.verdicts.setInstance('default', 'web-1', 'boot-2');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-restarted', generation: 2 });
  });

  test('is not undone by a late word of the one before: nobody moves twice', async () => {
    const engine = await withAda();
    await engine.verdicts.setInstance('default', 'web-1', 'boot-1');
    await engine.verdicts.setInstance('default', 'web-1', 'boot-2');
    const { generation } = await engine.route('ada');
    await engine.verdicts.setInstance('default', 'web-1', 'boot-1');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', generation });
    engine.clock.advance(60_000);
    await engine.verdicts.setInstance('default', 'web-1', 'boot-1');
    expect(engine.backends.get('default', 'web-1')).toMatchObject({ instance: 'boot-1', incarnation: 3 });
  });

  test('keeps its sessions where the pool says that state lives elsewhere', async () => {
    const engine = await withAda({ onRestart: 'keep' });
    await engine.verdicts.setInstance('default', 'web-1', 'boot-1');
    await engine.verdicts.setInstance('default', 'web-1', 'boot-2');
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
  });
});

describe('sessions of a backend that is gone by wish', () => {
  test.each(['onDrained', 'onRemoved'] as const)(
    'are refused where the pool says so (%s), until the home is back',
    async (setting) => {
      const engine = await withAda({ [setting]: 'refuse' });
      if (setting === 'onDrained')
        await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
      else await engine.backends.delete('default', 'web-1', { etag: '', force: true }, operator);
      await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'home-unavailable' });
      if (setting === 'onDrained') {
        await engine.drains.undrain('default', 'web-1', operator);
        expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-drained' });
      }
    },
  );
});

describe('a planned restart (drain of mode hold)', () => {
  test('moves nothing: whoever asks waits, and undrain gives all back', async () => {
    const engine = await withAda();
    await engine.drains.drain('default', 'web-1', hold, operator);
    const answer = engine.route('ada');
    await fail(engine); // it is being restarted
    await engine.verdicts.setInstance('default', 'web-1', 'boot-2');
    await recover(engine);
    expect(await engine.route('bob')).toMatchObject({ backendId: 'web-2' });
    await engine.drains.undrain('default', 'web-1', operator);
    expect(await answer).toMatchObject({ backendId: 'web-1', outcome: 'kept', generation: 1 });
  });

  test('that takes longer than the pool lets wait is answered with a refusal, not a move', async () => {
    const engine = await withAda({ holdForMs: 5_000 });
    await engine.drains.drain('default', 'web-1', hold, operator);
    const answer = engine.route('ada');
    engine.clock.advance(5_000);
    await expect(answer).rejects.toMatchObject({ kind: 'home-unavailable' });
    await engine.drains.settle();
    expect(engine.backends.get('default', 'web-1').admin).toBe('draining');
  });
});
