import { describe, expect, test } from 'vitest';
import type { PolicyName } from '../../daemon/core/model.ts';
import { type DrainWish, plainDrain } from '../../daemon/drains/drains.ts';
import { aBackend, anEngine, type EngineWishes, operator, type TestEngine } from '../support/an-engine.ts';

const minute = 60_000;
const present = new AbortController().signal;

/** 60 sessions on web-1, one a minute, the youngest just seen; then the others come. */
async function sixtyOnWeb1(others: EngineWishes['backends'] = ['web-2', 'web-3'], pool: EngineWishes['pool'] = {}) {
  const engine = await anEngine({ backends: ['web-1'], pool: { idleTimeoutMs: 60 * minute, ...pool } });
  for (let i = 0; i < 60; i += 1) {
    engine.clock.advance(i === 0 ? 0 : minute);
    await engine.route(`s${i}`);
  }
  for (const other of others) {
    const { id, ...settings } = typeof other === 'string' ? { id: other } : other;
    await engine.backends.create('default', id, { ...aBackend, ...settings }, operator);
  }
  return engine;
}

const preview = (engine: TestEngine, wish: Partial<DrainWish> = {}, ids = ['web-1']) =>
  engine.drainPreviews.preview('default', ids, { ...plainDrain, ...wish }, present);

describe('the preview of a drain', () => {
  test('tells who would have left by the deadline, and who receives the rest', async () => {
    const engine = await sixtyOnWeb1();
    // s0 was seen 59 minutes ago: it ends in one minute, s9 in ten.
    expect(await preview(engine, { deadlineMs: 10 * minute })).toEqual({
      held: 60,
      leaving: 10,
      receivers: new Map([
        ['web-2', 25],
        ['web-3', 25],
      ]),
      homeless: 0,
      warnings: [],
    });
  });

  test('changes nothing', async () => {
    const engine = await sixtyOnWeb1();
    const before = [engine.store.sequence(), engine.backends.list('')];
    await preview(engine, { deadlineMs: 0 });
    expect([engine.store.sequence(), engine.backends.list('')]).toEqual(before);
  });

  test('counts all of them where they are moved now', async () => {
    const engine = await sixtyOnWeb1();
    expect(await preview(engine, { mode: 'move' })).toMatchObject({ held: 60, leaving: 0 });
  });

  test('knows who receives, and hands on what has no room there', async () => {
    const engine = await sixtyOnWeb1([{ id: 'web-2', maxSessions: 7 }, 'web-3']);
    const { receivers } = await preview(engine, { deadlineMs: 0, to: 'web-2' });
    expect(Object.fromEntries(receivers)).toEqual({ 'web-2': 7, 'web-3': 53 });
  });

  test('counts as homeless whom nobody has room for', async () => {
    const engine = await sixtyOnWeb1([{ id: 'web-2', maxSessions: 7 }]);
    expect(await preview(engine, { deadlineMs: 0 })).toMatchObject({
      homeless: 53,
      warnings: ['the others have room for 7 of 60 sessions'],
    });
  });

  test('warns where nobody else is there', async () => {
    const engine = await sixtyOnWeb1([]);
    const { homeless, warnings } = await preview(engine, { deadlineMs: 0 });
    expect(homeless).toBe(60);
    expect(warnings).toEqual([expect.stringContaining('nobody else of pool "default" may take sessions')]);
  });

  test('warns of a receiver that can not receive', async () => {
    const engine = await sixtyOnWeb1();
    await engine.backends.cordon('default', 'web-2', operator);
    const { receivers, warnings } = await preview(engine, { deadlineMs: 0, to: 'web-2' });
    expect(Object.fromEntries(receivers)).toEqual({ 'web-3': 60 });
    expect(warnings[0]).toContain('backend "web-2" can\'t receive now (cordoned)');
  });

  test('tells of sessions that would end, wait or stay', async () => {
    const engine = await sixtyOnWeb1();
    const ending = await preview(engine, { deadlineMs: minute, atDeadline: 'expire' });
    expect(ending).toMatchObject({ leaving: 1, receivers: new Map(), homeless: 0 });
    expect(ending.warnings).toEqual(['59 sessions still there at the deadline would end, not move']);

    const waiting = await preview(engine, { mode: 'hold' });
    expect(waiting.warnings).toEqual(['60 sessions would wait there until undrain']);

    await engine.sessionChanges.pin('default', 's30', { force: false }, operator);
    const { receivers, warnings } = await preview(engine, { deadlineMs: 0 });
    expect([...receivers.values()].reduce((a, b) => a + b)).toBe(59);
    expect(warnings).toEqual(['1 session pinned there: they stay until they are unpinned']);
  });

  test('looks at several backends at once', async () => {
    const engine = await sixtyOnWeb1();
    for (let i = 0; i < 20; i += 1) await engine.route(`t${i}`);
    const held = ['web-1', 'web-2'].map((id) => engine.backends.get('default', id).sessionCount);
    const { receivers, ...counts } = await preview(engine, { deadlineMs: 0 }, ['web-1', 'web-2']);
    expect(counts.held).toBe(held[0]! + held[1]!);
    expect(Object.fromEntries(receivers)).toEqual({ 'web-3': counts.held });
  });

  test('leaves out what is drained already', async () => {
    const engine = await sixtyOnWeb1();
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    expect(await preview(engine)).toMatchObject({
      held: 0,
      warnings: ['backend "web-1" was drained already: nothing changes there'],
    });
  });

  test('of a backend that is not there is refused', async () => {
    const engine = await sixtyOnWeb1();
    const preview = engine.drainPreviews.preview('default', ['web-9'], plainDrain, present);
    await expect(preview).rejects.toMatchObject({ kind: 'backend-not-found' });
  });
});

describe('what the preview says of receivers', () => {
  const policies: PolicyName[] = [
    'round_robin',
    'least_sessions',
    'least_connections',
    'two_choices',
    'random',
    'consistent_hash',
  ];

  test.each(policies)('is near to what %s then does', async (policy) => {
    const pool = { policy, idleTimeoutMs: 365 * 24 * 60 * minute };
    const engine = await anEngine({ backends: ['web-1'], pool });
    for (let i = 0; i < 2_000; i += 1) await engine.route(`s${i}`);
    for (const [id, weight] of [
      ['web-2', 1],
      ['web-3', 3],
    ] as const) {
      await engine.backends.create('default', id, { ...aBackend, weight }, operator);
    }
    const { receivers } = await preview(engine, { deadlineMs: 0 });
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    for (let i = 0; i < 2_000; i += 1) await engine.route(`s${i}`);
    for (const id of ['web-2', 'web-3']) {
      const really = engine.backends.get('default', id).sessionCount;
      expect(
        Math.abs(receivers.get(id)! - really),
        `${id}: ${receivers.get(id)} foreseen, ${really} came`,
      ).toBeLessThan(100);
    }
  });
});
