import { describe, expect, test } from 'vitest';
import { mark } from '../../daemon/core/model.ts';
import { type DrainWish, plainDrain } from '../../daemon/drains/drains.ts';
import { memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { anEngine, operator, type TestEngine } from '../support/an-engine.ts';

/** Sessions s0, s1, … on web-1, which is alone until web-2 and web-3 come. */
async function allOnWeb1(count: number, store = openMemoryStore()): Promise<TestEngine> {
  const engine = await anEngine({ store, backends: ['web-1'] });
  for (let i = 0; i < count; i += 1) {
    await engine.route(`s${i}`);
    engine.clock.advance(1_000);
  }
  for (const id of ['web-2', 'web-3']) {
    await engine.backends.create('default', id, { ...engine.backends.get('default', 'web-1').settings }, operator);
  }
  return engine;
}

const drain = (engine: TestEngine, wish: Partial<DrainWish>) =>
  engine.drains.drain('default', 'web-1', { ...plainDrain, ...wish }, operator);

const homeOf = async (engine: TestEngine, id: string) => (await engine.sessions.get('default', id)).backendId;

describe('a drain of mode move', () => {
  test('moves sessions at its rate while nobody asks, the longest idle first', async () => {
    const engine = await allOnWeb1(8);
    engine.clock.advance(600_000);
    for (const id of ['s0', 's1', 's2', 's3']) await engine.route(id); // those are not idle any more
    await drain(engine, { mode: 'move', rate: 2 });
    await engine.mover.step();
    engine.clock.advance(1_500);
    await engine.mover.step();
    const moved = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => (await homeOf(engine, `s${i}`)) !== 'web-1'),
    );
    expect(moved.slice(0, 4)).toEqual([false, false, false, false]);
    expect(moved.filter(Boolean)).toHaveLength(4); // one at once, and two a second
  });

  test('tells each session once, at its next request, and also after a restart', async () => {
    const disk = memoryDisk();
    const engine = await allOnWeb1(4, openMemoryStore(disk));
    await drain(engine, { mode: 'move' });
    await engine.mover.step();
    engine.clock.advance(1_000);
    await engine.mover.step();
    expect(engine.backends.get('default', 'web-1').sessionCount).toBe(0);
    await engine.drains.settle();
    expect(engine.backends.get('default', 'web-1').admin).toBe('drained');
    expect(await engine.route('s0')).toMatchObject({ outcome: 'moved', reason: 'backend-drained', generation: 2 });
    expect(await engine.route('s0')).toMatchObject({ outcome: 'kept', generation: 2 });

    const after = await anEngine({ store: openMemoryStore(disk) });
    expect(await after.route('s1')).toMatchObject({ outcome: 'moved', reason: 'backend-drained', generation: 2 });
    expect(await after.route('s1')).toMatchObject({ outcome: 'kept', generation: 2 });
  });

  test('gives all to the named receiver, and to others only when that one can’t', async () => {
    const engine = await allOnWeb1(6);
    await drain(engine, { mode: 'move', to: 'web-3' });
    engine.clock.advance(1_000);
    await engine.mover.step();
    expect(engine.backends.get('default', 'web-3').sessionCount).toBe(6);
  });

  test('leaves pinned sessions where they are, even when it is over', async () => {
    const engine = await allOnWeb1(2);
    await engine.sessionChanges.pin('default', 's0', { force: false }, operator);
    await drain(engine, { mode: 'move', deadlineMs: 10_000 });
    engine.clock.advance(10_000);
    await engine.mover.step();
    await engine.drains.settle();
    expect(await engine.route('s0')).toMatchObject({ backendId: 'web-1', outcome: 'kept', generation: 1 });
    expect(await engine.route('s1')).toMatchObject({ outcome: 'moved' });
    await engine.sessionChanges.unpin('default', 's0', operator);
    expect(await engine.route('s0')).toMatchObject({ outcome: 'moved', reason: 'backend-drained' });
  });
});

describe('a drain that lets sessions finish', () => {
  test('lets go before the deadline of those that were idle for longer than it allows', async () => {
    const engine = await allOnWeb1(2);
    await drain(engine, { idleDeadlineMs: 60_000 });
    engine.clock.advance(58_000);
    expect(await engine.route('s1')).toMatchObject({ outcome: 'kept' });
    engine.clock.advance(3_000);
    expect(await engine.route('s0')).toMatchObject({ outcome: 'moved', reason: 'backend-drained' });
    expect(await engine.route('s1')).toMatchObject({ outcome: 'kept' });
  });

  test('sends the rest to the named receiver at the deadline', async () => {
    const engine = await allOnWeb1(6);
    await drain(engine, { deadlineMs: 1_000, to: 'web-3' });
    engine.clock.advance(1_000);
    await engine.drains.settle();
    for (let i = 0; i < 6; i += 1)
      expect(await engine.route(`s${i}`)).toMatchObject({ outcome: 'moved', backendId: 'web-3' });
  });

  test('ends the rest at the deadline where that is wished', async () => {
    const engine = await allOnWeb1(5);
    await drain(engine, { deadlineMs: 1_000, atDeadline: 'expire' });
    engine.clock.advance(1_000);
    await engine.drains.settle();
    expect(engine.table.size).toBe(0);
    expect(engine.backends.get('default', 'web-1').admin).toBe('drained');
    expect(await engine.route('s0')).toMatchObject({ outcome: 'assigned', reason: 'new' });
  });

  test('ends or holds the rest at a deadline of 0, too', async () => {
    const ends = await allOnWeb1(2);
    await drain(ends, { deadlineMs: 0, atDeadline: 'expire' });
    await ends.drains.settle();
    expect(ends.table.size).toBe(0);
    expect(ends.backends.get('default', 'web-1').admin).toBe('drained');

    const holds = await allOnWeb1(2);
    await drain(holds, { deadlineMs: 0, atDeadline: 'hold' });
    await holds.drains.settle();
    expect(holds.backends.get('default', 'web-1')).toMatchObject({ admin: 'draining', drain: { mode: 'hold' } });
    await expect(holds.route('s0', { mayWait: false })).rejects.toMatchObject({ kind: 'home-unavailable' });
    await drain(holds, { deadlineMs: 0 });
    expect(await holds.route('s0')).toMatchObject({ outcome: 'moved', reason: 'backend-drained' });
  });

  test('holds the rest at the deadline where that is wished', async () => {
    const engine = await allOnWeb1(1);
    await drain(engine, { deadlineMs: 1_000, atDeadline: 'hold' });
    engine.clock.advance(1_000);
    await engine.drains.settle();
    const answer = engine.route('s0');
    await engine.drains.undrain('default', 'web-1', operator);
    expect(await answer).toMatchObject({ outcome: 'kept', backendId: 'web-1' });
  });

  test('lets no more move in a second than its rate, once the deadline is over: cold backends are not stampeded', async () => {
    const engine = await allOnWeb1(6);
    await drain(engine, { deadlineMs: 1_000, rate: 2 });
    engine.clock.advance(1_000);
    await engine.drains.settle();
    const ask = async () =>
      (await Promise.allSettled([0, 1, 2, 3, 4, 5].map((i) => engine.route(`s${i}`)))).filter(
        ({ status }) => status === 'fulfilled',
      ).length;
    expect(await ask()).toBe(2);
    engine.clock.advance(1_000);
    expect(await ask()).toBe(4);
    engine.clock.advance(1_000);
    expect(await ask()).toBe(6);
  });

  test('goes on after a restart with the deadline that the operator was told, however long lbd was down', async () => {
    const disk = memoryDisk();
    const engine = await allOnWeb1(2, openMemoryStore(disk));
    await drain(engine, { deadlineMs: 60_000 });
    const after = await anEngine({ store: openMemoryStore(disk), wallMs: engine.clock.wallNow() + 60_000 });
    await after.drains.settle();
    expect(after.backends.get('default', 'web-1').admin).toBe('drained');
  });

  test('refuses a receiver that is itself or nobody', async () => {
    const engine = await allOnWeb1(1);
    await expect(drain(engine, { to: 'web-1' })).rejects.toMatchObject({ kind: 'invalid-argument' });
    await expect(drain(engine, { to: 'nobody' })).rejects.toMatchObject({ kind: 'backend-not-found' });
  });

  test('can be changed while it runs: only what is said changes', async () => {
    const engine = await allOnWeb1(3);
    const first = await drain(engine, { deadlineMs: 60_000, to: 'web-2' });
    engine.clock.advance(10_000);
    const second = await drain(engine, { rate: 5 });
    expect(second.drain).toEqual({ ...first.drain, rate: 5 });
  });
});

describe('an operator', () => {
  test('moves a session, which is told at its next request', async () => {
    const engine = await allOnWeb1(1);
    await engine.sessionChanges.move('default', 's0', 'web-3', operator);
    expect(await homeOf(engine, 's0')).toBe('web-3');
    expect(await engine.route('s0')).toMatchObject({
      outcome: 'moved',
      reason: 'operator',
      backendId: 'web-3',
      generation: 2,
    });
    expect(await engine.route('s0')).toMatchObject({ outcome: 'kept', generation: 2 });
    await engine.sessionChanges.move('default', 's0', 'web-3', operator);
    expect(await engine.route('s0')).toMatchObject({ outcome: 'kept', generation: 2 });
  });

  test('can’t move a session to a backend that may take none, nor a pinned one', async () => {
    const engine = await allOnWeb1(1);
    await engine.drains.drain('default', 'web-2', plainDrain, operator);
    await expect(engine.sessionChanges.move('default', 's0', 'web-2', operator)).rejects.toMatchObject({
      kind: 'wrong-state',
    });
    await engine.verdicts.setHealth('default', 'web-3', 'unhealthy', 'no answer');
    await expect(engine.sessionChanges.move('default', 's0', 'web-3', operator)).rejects.toMatchObject({
      kind: 'wrong-state',
    });
    await expect(engine.sessionChanges.move('default', 'nobody', 'web-3', operator)).rejects.toMatchObject({
      kind: 'session-not-found',
    });
    await engine.sessionChanges.pin('default', 's0', { force: false }, operator);
    await engine.verdicts.setHealth('default', 'web-3', 'healthy', '');
    await expect(engine.sessionChanges.move('default', 's0', 'web-3', operator)).rejects.toMatchObject({
      kind: 'wrong-state',
    });
  });

  test('pins on a draining backend only by force', async () => {
    const engine = await allOnWeb1(1);
    await drain(engine, {});
    await expect(engine.sessionChanges.pin('default', 's0', { force: false }, operator)).rejects.toMatchObject({
      kind: 'wrong-state',
    });
    await engine.sessionChanges.pin('default', 's0', { force: true }, operator);
    expect(engine.table.records.marks(0) & mark.pinned).toBe(mark.pinned);
  });

  test('shortens a lease and sets labels, without extending the session', async () => {
    const engine = await allOnWeb1(1);
    const before = await engine.sessions.get('default', 's0');
    await engine.sessionChanges.update('default', 's0', { labels: { user: 'ada' }, idleTimeoutMs: 60_000 }, operator);
    const after = await engine.sessions.get('default', 's0');
    expect(after.lastActiveMs).toBe(before.lastActiveMs!);
    expect(after.expiresAtMs).toBe(before.lastActiveMs! + 60_000);
    expect(await engine.store.labels([{ slot: 0, serial: engine.table.records.serial(0) }])).toEqual([{ user: 'ada' }]);
  });
});

test('who leaves a drained home is not sent to its named receiver after that one was tried in vain', async () => {
  const engine = await allOnWeb1(1);
  await drain(engine, { deadlineMs: 0, to: 'web-2' });
  expect(await engine.route('s0', { tried: ['web-2'] })).toMatchObject({ backendId: 'web-3', outcome: 'moved' });
});

test('sessions that are to end at the deadline are not let go instead when it passes while the drain is looked at', async () => {
  const engine = await allOnWeb1(2);
  await drain(engine, { deadlineMs: 5_000, atDeadline: 'expire' });
  const settled = engine.drains.settle();
  engine.clock.advance(5_000);
  await settled;
  await engine.drains.settle();
  expect(engine.backends.get('default', 'web-1').admin).toBe('drained');
  expect(engine.table.size).toBe(0);
});
