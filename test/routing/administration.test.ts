import { describe, expect, test } from 'vitest';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { aBackend, anEngine, operator } from '../support/an-engine.ts';

const settings = { ...aBackend, address: 'new.test:80' };

describe('a draining backend', () => {
  test('keeps its sessions until the deadline, and takes no new ones', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 30_000 }, operator);

    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-1', outcome: 'kept' });
    for (const id of ['b', 'c', 'd'])
      expect(await engine.route(id)).toMatchObject({ backendId: 'web-2', outcome: 'assigned' });

    engine.clock.advance(29_999);
    await engine.drains.settle();
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-1', outcome: 'kept' });
    engine.clock.advance(1);
    await engine.drains.settle();
    expect(engine.backends.get('default', 'web-1')).toMatchObject({ admin: 'drained', sessionCount: 0 });
    expect(await engine.route('ada')).toMatchObject({
      backendId: 'web-2',
      outcome: 'moved',
      reason: 'backend-drained',
      generation: 2,
    });
    expect(await engine.route('ada')).toMatchObject({ backendId: 'web-2', outcome: 'kept', generation: 2 });
  });

  test('answers a second drain as it is: the deadline changes only when one is given', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    const first = await engine.drains.drain('default', 'web-1', plainDrain, operator);
    expect(first.drain?.deadlineMs).toBe(engine.clock.wallNow() + 300_000);
    engine.clock.advance(10_000);
    expect(await engine.drains.drain('default', 'web-1', plainDrain, operator)).toEqual(first);
    const again = await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 60_000 }, operator);
    expect(again.drain?.deadlineMs).toBe(engine.clock.wallNow() + 60_000);
  });

  test('is drained as soon as its last session has left', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.drains.drain('default', 'web-1', plainDrain, operator);
    await engine.routing.endSession('default', 'ada', 'test');
    await engine.drains.settle();
    expect(engine.backends.get('default', 'web-1').admin).toBe('drained');
  });

  test('with deadline 0 is drained now, and so is one that holds nobody', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    expect(await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator)).toMatchObject({
      admin: 'drained',
      sessionCount: 0,
    });
    expect(await engine.drains.drain('default', 'web-2', plainDrain, operator)).toMatchObject({ admin: 'drained' });
    await expect(engine.route('ada')).rejects.toMatchObject({ kind: 'no-eligible-backend' });
  });

  test('that is undrained takes new sessions again; those it let go stay let go', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    expect(await engine.drains.undrain('default', 'web-1', operator)).toMatchObject({ admin: 'active' });
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-drained', generation: 2 });
  });

  test('undrained before its deadline has kept everyone', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.drains.drain('default', 'web-1', plainDrain, operator);
    await engine.drains.undrain('default', 'web-1', operator);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', backendId: 'web-1' });
  });
});

describe('a cordoned backend', () => {
  test('takes no new sessions and keeps its own; cordon is refused where a drain runs', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.backends.cordon('default', 'web-1', operator);
    await engine.backends.cordon('default', 'web-1', operator);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept' });
    expect(await engine.route('bob')).toMatchObject({ backendId: 'web-2' });
    await engine.backends.uncordon('default', 'web-1', operator);
    await engine.drains.drain('default', 'web-1', plainDrain, operator);
    await expect(engine.backends.cordon('default', 'web-1', operator)).rejects.toMatchObject({ kind: 'wrong-state' });
  });
});

describe('a removed backend', () => {
  test('is refused while it holds sessions; forced, its sessions move and say why', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await expect(
      engine.backends.delete('default', 'web-1', { etag: '', force: false }, operator),
    ).rejects.toMatchObject({ kind: 'backend-holds-sessions' });
    expect(await engine.backends.delete('default', 'web-1', { etag: '', force: true }, operator)).toBe(1);
    expect(() => engine.backends.get('default', 'web-1')).toThrow('no backend "web-1"');
    expect(await engine.route('ada')).toMatchObject({
      backendId: 'web-2',
      outcome: 'moved',
      reason: 'backend-removed',
    });
  });

  test('that is added again goes on counting incarnations and does not get its old sessions back', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    const { incarnation } = engine.backends.get('default', 'web-1');
    await engine.backends.delete('default', 'web-1', { etag: '', force: true }, operator);
    const again = await engine.backends.create('default', 'web-1', settings, operator);
    expect(again.incarnation).toBeGreaterThan(incarnation);
    expect(again.sessionCount).toBe(0);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-removed', generation: 2 });
  });

  test('is forgotten when no session refers to it any more', async () => {
    const disk = memoryDisk();
    const engine = await anEngine({ store: openMemoryStore(disk), backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.backends.delete('default', 'web-1', { etag: '', force: true }, operator);
    await engine.drains.settle();
    expect([...engine.registry.members]).toHaveLength(2);
    await engine.route('ada');
    await engine.drains.settle();
    expect([...engine.registry.members]).toHaveLength(1);
  });
});

describe('a changed backend', () => {
  test('with another address is another process: its sessions move, unless the operator says they stay', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    const options = { etag: '', keepSessions: true };
    await engine.backends.update('default', 'web-1', { address: 'other:1' }, options, operator);
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', address: 'other:1' });
    await engine.backends.update(
      'default',
      'web-1',
      { address: 'other:2' },
      { ...options, keepSessions: false },
      operator,
    );
    expect(await engine.route('ada')).toMatchObject({ outcome: 'moved', reason: 'backend-restarted' });
  });

  test('with another weight or limit moves nobody', async () => {
    const engine = await anEngine({ backends: ['web-1', 'web-2'] });
    await engine.route('ada');
    await engine.backends.update(
      'default',
      'web-1',
      { weight: 0, maxSessions: 1 },
      { etag: '', keepSessions: false },
      operator,
    );
    expect(await engine.route('ada')).toMatchObject({ outcome: 'kept', backendId: 'web-1' });
    for (const id of ['b', 'c']) expect(await engine.route(id)).toMatchObject({ backendId: 'web-2' });
  });

  test('is refused when somebody was faster', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    const { version } = engine.backends.get('default', 'web-1');
    const options = { etag: String(version), keepSessions: false };
    await engine.backends.update('default', 'web-1', { weight: 2 }, options, operator);
    await expect(engine.backends.update('default', 'web-1', { weight: 3 }, options, operator)).rejects.toMatchObject({
      kind: 'etag-mismatch',
    });
  });
});

describe('a pool', () => {
  test('can be made, changed and removed, but not the default one, nor one that has backends', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    await engine.pools.create('games', { policy: 'least_sessions' }, operator);
    await expect(engine.pools.create('games', {}, operator)).rejects.toMatchObject({ kind: 'pool-exists' });
    await engine.backends.create('games', 'g-1', settings, operator);
    await expect(engine.pools.delete('games', '', operator)).rejects.toMatchObject({ kind: 'pool-holds-backends' });
    await engine.backends.delete('games', 'g-1', { etag: '', force: false }, operator);
    await engine.drains.settle();
    await engine.pools.delete('games', '', operator);
    expect(engine.pools.list().map(({ name }) => name)).toEqual(['default']);
    await expect(engine.pools.delete('default', '', operator)).rejects.toMatchObject({ kind: 'pool-is-default' });
  });
});

describe('a restart', () => {
  test('changes nothing: sessions, generations, drains and deadlines are what they were', async () => {
    const disk = memoryDisk();
    const before = await anEngine({ store: openMemoryStore(disk), backends: ['web-1', 'web-2', 'web-3'] });
    for (let i = 0; i < 30; i += 1) await before.route(`s${i}`);
    await before.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    for (let i = 0; i < 10; i += 1) await before.route(`s${i}`);
    await before.drains.drain('default', 'web-2', { ...plainDrain, deadlineMs: 60_000 }, operator);
    const sessions = await before.sessions.list({ pool: '', fromSlot: 0, pageSize: 1_000 });
    const backends = before.backends.list('');
    await before.store.close();

    const after = await anEngine({ store: openMemoryStore(disk) });
    expect(after.loadedSessions).toBe(30);
    expect(after.backends.list('')).toEqual(backends);
    const listed = await after.sessions.list({ pool: '', fromSlot: 0, pageSize: 1_000 });
    // These three are written lazily.
    const without = ({ lastActiveMs: _, expiresAtMs: __, confirmed: ___, ...rest }: (typeof listed.sessions)[number]) =>
      rest;
    expect(listed.sessions.map(without)).toEqual(sessions.sessions.map(without));
    for (const { sessionId, backendId, kept, generation } of sessions.sessions) {
      if (kept) expect(await after.route(sessionId!)).toMatchObject({ outcome: 'kept', backendId, generation });
      else expect(await after.route(sessionId!)).toMatchObject({ outcome: 'moved', generation: generation + 1 });
    }
  });

  test('after a day of downtime, or with the wall clock a day ahead, expires nobody early', async () => {
    const disk = memoryDisk();
    const before = await anEngine({
      store: openMemoryStore(disk),
      backends: ['web-1'],
      pool: { idleTimeoutMs: 60_000 },
    });
    await before.route('ada');
    const wallMs = before.clock.wallNow() + 86_400_000;
    const after = await anEngine({ store: openMemoryStore(disk), wallMs });
    after.clock.advance(59_999);
    expect(await after.route('ada')).toMatchObject({ outcome: 'kept' });
  });

  test('that forgot the last touches expires nobody early: a crash costs at most the quantum in which they are written', async () => {
    const disk = memoryDisk();
    const before = await anEngine({
      store: openMemoryStore(disk),
      backends: ['web-1'],
      pool: { idleTimeoutMs: 160_000 },
    });
    for (let i = 0; i < 2; i += 1) await before.route('ada');
    await before.store.touch(before.router.touches.take(10));
    before.clock.advance(9_000); // less than the quantum of 10 s: not due to be written
    await before.route('ada');
    expect(before.router.touches.take(10)).toEqual([]);
    disk.beat(before.clock.now());
    const after = await anEngine({ store: openMemoryStore(disk) });
    after.clock.advance(159_999);
    expect(await after.route('ada')).toMatchObject({ outcome: 'kept' });
  });
});

describe('the journal', () => {
  test('tells what a change of settings changed, and whom it cost the home', async () => {
    const disk = memoryDisk();
    const engine = await anEngine({ store: openMemoryStore(disk), backends: ['api-1'] });
    await engine.route('ada');
    await engine.backends.update(
      'default',
      'api-1',
      { weight: 2, labels: { a: 'b' } },
      { etag: '', keepSessions: false },
      operator,
    );
    await engine.backends.update(
      'default',
      'api-1',
      { address: '10.0.0.2:80' },
      { etag: '', keepSessions: false },
      operator,
    );
    await engine.pools.update('default', { idleTimeoutMs: 60_000 }, '', operator);
    expect(disk.journal.slice(-3).map(({ kind, detail }) => `${kind}: ${detail}`)).toEqual([
      'backend-updated: weight 2, labels',
      'backend-updated: address 10.0.0.2:80; 1 session let go',
      'pool-updated: idle_timeout 60000 ms',
    ]);
  });
});

test('a slow start that is switched off leaves nobody with a part of its weight', async () => {
  const engine = await anEngine({ backends: ['web-1', 'web-2'], pool: { slowStartMs: 60_000 } });
  await engine.route('ada');
  expect(engine.backends.get('default', 'web-1').effectiveWeightPercent).toBe(10);
  await engine.pools.update('default', { slowStartMs: 0 }, '', operator);
  expect(engine.backends.get('default', 'web-1').effectiveWeightPercent).toBe(100);
});
