import { describe, expect, test } from 'vitest';
import { keysInMemory } from '../../daemon/cookies/cookie-keys.ts';
import { memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { aBackend, anEngine, operator, sweep } from '../support/an-engine.ts';
import { aHead, answer, ask, jar } from './http-requests.ts';

const minuteMs = 60_000;
const wallMs = 1_700_000_000_000;
const never = new AbortController().signal;

/** Its backends are older than any cookie. */
async function aPlace(wishes: Parameters<typeof anEngine>[0] = {}) {
  const engine = await anEngine({ backends: ['api-1', 'api-2'], wallMs, ...wishes });
  engine.clock.advance(2_000);
  return engine;
}

/** Its row goes, as under pressure, and nobody wished it. */
async function evict(engine: Awaited<ReturnType<typeof aPlace>>) {
  const { router, table } = engine;
  for (let slot = 0; slot < table.records.highWater; slot += 1) {
    if (!table.isLive(slot)) continue;
    const end = router.beginEnd(slot);
    if (end !== undefined) await engine.settlement.end([end], { kind: 'expired', who: 'lbd', reason: 'evicted' });
  }
  expect(table.size).toBe(0);
}

describe('a signed cookie', () => {
  test('is one cookie, and is sent again only when it has grown old or the session moved', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    expect(first.setCookies).toHaveLength(1);
    expect(first.setCookies[0]).toMatch(
      /^session_id=[\w-]+\.api-[12]\.1\.1\.\w+\.\w+\.[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const cookie = jar(first.setCookies);

    expect((await answer(engine, cookie)).setCookies).toEqual([]);
    engine.clock.advance(7 * minuteMs);
    expect((await answer(engine, cookie)).setCookies).toEqual([]);
    engine.clock.advance(minuteMs);
    const aged = await answer(engine, cookie);
    expect(aged).toMatchObject({ assignment: { outcome: 'kept', sessionId: first.assignment.sessionId } });
    expect(aged.setCookies).toHaveLength(1);

    const other = first.assignment.backendId === 'api-1' ? 'api-2' : 'api-1';
    await engine.sessionChanges.move('default', first.assignment.sessionId, other, operator);
    const moved = await answer(engine, jar(aged.setCookies));
    expect(moved.assignment).toMatchObject({ outcome: 'moved', backendId: other, generation: 2 });
    expect(moved.setCookies[0]).toContain(`.${other}.1.2.`);
    expect(engine.violations.counts['claimed-elsewhere']).toBe(0);
  });

  test('that does not verify is as none, and is counted by its fault', async () => {
    const engine = await aPlace();
    const value = jar((await answer(engine, '')).setCookies);
    const foreign = await anEngine({ backends: ['api-1'], wallMs });
    for (const bad of ['session_id=made-up', `${value.slice(0, -1)}~`, jar((await answer(foreign, '')).setCookies)]) {
      const { assignment } = await answer(engine, bad);
      expect(assignment).toMatchObject({ outcome: 'assigned', reason: 'new' });
    }
    expect(engine.httpAffinity.refusals).toMatchObject({ malformed: 2, 'unknown-key': 1 });
  });

  test('is the first of several that verifies', async () => {
    const engine = await aPlace();
    const { setCookies, assignment } = await answer(engine, '');
    const cookie = `session_id=x; ${jar(setCookies)}; session_id=y`;
    expect(await answer(engine, cookie)).toMatchObject({
      assignment: { outcome: 'kept', sessionId: assignment.sessionId },
    });
  });

  test('brings its session back where the row is gone', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    await evict(engine);
    engine.clock.advance(29 * minuteMs);

    const back = await answer(engine, jar(first.setCookies));

    const { sessionId, backendId } = first.assignment;
    expect(back.assignment).toMatchObject({
      outcome: 'assigned',
      reason: 'restored',
      sessionId,
      backendId,
      generation: 1,
    });
  });

  test('is too old after the idle timeout, unless its session lives', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    const cookie = jar(first.setCookies);
    for (let i = 0; i < 4; i += 1) {
      engine.clock.advance(20 * minuteMs);
      await engine.route(first.assignment.sessionId);
    }
    expect((await answer(engine, cookie)).assignment).toMatchObject({ outcome: 'kept' });

    engine.clock.advance(31 * minuteMs);
    expect((await answer(engine, cookie)).assignment.sessionId).not.toBe(first.assignment.sessionId);
    expect(engine.httpAffinity.refusals['too-old']).toBe(1);
  });

  test('does not go back to a home that let it go, but keeps its id and counts on', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    await evict(engine);
    await engine.backends.delete('default', first.assignment.backendId, { force: true, etag: '' }, operator);
    const back = await answer(engine, jar(first.setCookies));
    expect(back.assignment).toMatchObject({ sessionId: first.assignment.sessionId, reason: 'new', generation: 2 });
    expect(back.assignment.backendId).not.toBe(first.assignment.backendId);
  });

  test('of a backend that was removed and added again is of another one', async () => {
    const engine = await aPlace({ backends: ['api-1'] });
    const first = await answer(engine, '');
    await evict(engine);
    await engine.backends.delete('default', 'api-1', { force: true, etag: '' }, operator);
    engine.clock.advance(2_000);
    await engine.backends.create('default', 'api-1', aBackend, operator);
    expect((await answer(engine, jar(first.setCookies))).assignment).toMatchObject({ reason: 'new', generation: 2 });
  });

  test('does not survive a logout, nor a restart after it', async () => {
    const disk = memoryDisk(0);
    const cookieKeyFile = keysInMemory();
    const engine = await aPlace({ store: openMemoryStore(disk), cookieKeyFile });
    const first = await answer(engine, '');
    const presented = engine.httpAffinity.identify('default', aHead(jar(first.setCookies)));
    expect(await engine.httpAffinity.end(presented, 'test')).toEqual([
      'session_id=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    ]);
    const stale = await answer(engine, jar(first.setCookies));
    expect(stale.assignment.sessionId).not.toBe(first.assignment.sessionId);
    expect(engine.httpAffinity.refusals.ended).toBe(1);

    await engine.store.close();
    const restarted = await anEngine({ store: openMemoryStore(disk), wallMs: wallMs + 2_000, cookieKeyFile });
    expect((await answer(restarted, jar(first.setCookies))).assignment.sessionId).not.toBe(first.assignment.sessionId);
    expect(restarted.httpAffinity.refusals.ended).toBe(1);
  });

  test('that asks while its session is being ended is too late', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    const presented = engine.httpAffinity.identify('default', aHead(jar(first.setCookies)));
    const [, late] = await Promise.all([
      engine.routing.endSession('default', first.assignment.sessionId, 'test'),
      engine.httpAffinity.route(presented, ask),
    ]);
    expect(late.sessionId).not.toBe(first.assignment.sessionId);
  });

  test('does not survive the end of many', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    await evict(engine);
    await engine.sessions.expireNow(
      { kind: 'pool', pool: 'default' },
      { validateOnly: false, signal: never },
      operator,
    );
    expect((await answer(engine, jar(first.setCookies))).assignment.sessionId).not.toBe(first.assignment.sessionId);
    engine.clock.advance(1_000);
    const next = await answer(engine, '');
    await evict(engine);
    expect((await answer(engine, jar(next.setCookies))).assignment).toMatchObject({ reason: 'restored' });
  });

  test('gives no second life to a session that reached its longest', async () => {
    const engine = await aPlace({ pool: { maxLifetimeMs: 10 * minuteMs } });
    const first = await answer(engine, '');
    engine.clock.advance(10 * minuteMs);
    await sweep(engine);
    expect(engine.table.size).toBe(0);
    expect((await answer(engine, jar(first.setCookies))).assignment.sessionId).not.toBe(first.assignment.sessionId);
  });

  test('that is too old is forgotten by the store as well', async () => {
    const engine = await aPlace();
    const { assignment } = await answer(engine, '');
    await engine.routing.endSession('default', assignment.sessionId, 'test');
    expect(engine.router.fences.endedCount).toBe(1);
    await engine.cookieEnds.forgetOld();
    expect(engine.router.fences.endedCount).toBe(1);
    engine.clock.advance(31 * minuteMs);
    await engine.cookieEnds.forgetOld();
    expect(engine.router.fences.endedCount).toBe(0);
  });
});

describe('the keys of cookies', () => {
  test('rotate without breaking anybody: old cookies count, and are replaced', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    await engine.cookieKeys.rotate({ dropOthers: false }, operator);
    const second = await answer(engine, jar(first.setCookies));
    expect(second).toMatchObject({ assignment: { outcome: 'kept' } });
    expect(second.setCookies[0]).toContain(`.${engine.cookieKeys.active.id}.`);
    expect(
      (await engine.store.events({ afterSequence: 0, limit: 9, tail: true, kinds: ['key-rotated'] })).lines,
    ).toHaveLength(1);
  });

  test('that are dropped make every cookie as none', async () => {
    const engine = await aPlace();
    const first = await answer(engine, '');
    await engine.cookieKeys.rotate({ dropOthers: true }, operator);
    expect((await answer(engine, jar(first.setCookies))).assignment.sessionId).not.toBe(first.assignment.sessionId);
  });

  test('are four old ones at most, none dropped while a cookie of it may be about', async () => {
    const engine = await aPlace();
    for (let i = 0; i < 4; i += 1) await engine.cookieKeys.rotate({ dropOthers: false }, operator);
    await expect(engine.cookieKeys.rotate({ dropOthers: false }, operator)).rejects.toThrow(
      '4 old keys are accepted still',
    );
    engine.clock.advance(31 * minuteMs);
    expect(await engine.cookieKeys.rotate({ dropOthers: false }, operator)).toHaveLength(2);
  });
});
