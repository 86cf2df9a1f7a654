import { describe, expect, test } from 'vitest';
import type { Store } from '../../daemon/core/ports.ts';
import { plainDrain } from '../../daemon/drains/drains.ts';
import { parseSessionFilter } from '../../daemon/session-filter/parse.ts';
import type { SessionPage, SessionQuery } from '../../daemon/sessions/session-list.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { aBackend, anEngine, operator, type TestEngine } from '../support/an-engine.ts';

const minute = 60_000;
const present = { validateOnly: false, signal: new AbortController().signal };

async function names(engine: TestEngine, filter: string, query: Partial<SessionQuery> = {}): Promise<string[]> {
  const page = await engine.sessions.list({
    pool: '',
    filter: parseSessionFilter(filter),
    fromSlot: 0,
    pageSize: 1_000,
    ...query,
  });
  return page.sessions.map(({ sessionId }) => sessionId!);
}

const expire = (engine: TestEngine, filter: string) =>
  engine.sessions.expireNow({ kind: 'filter', pool: '', filter: parseSessionFilter(filter)! }, present, operator);

/** s0 to s5, a minute between them, by turns on web-1 and web-2; s5 was just seen. */
async function six(): Promise<TestEngine> {
  const engine = await anEngine({ backends: ['web-1', 'web-2'] });
  for (let i = 0; i < 6; i += 1) {
    engine.clock.advance(i === 0 ? 0 : minute);
    await engine.route(`s${i}`, {
      labels: i < 3 ? { user: 'ada', tier: 'gold' } : i === 3 ? { user: 'bob' } : undefined,
    });
  }
  return engine;
}

describe('sessions are found', () => {
  test.each([
    ['backend = web-1', 's0 s2 s4'],
    ['backend != web-1', 's1 s3 s5'],
    ['backend = web-9', ''],
    ['idle > 3m', 's0 s1'],
    ['idle >= 3m', 's0 s1 s2'],
    ['idle = 0s', 's5'],
    ['age < 2m', 's4 s5'],
    ['generation = 1', 's0 s1 s2 s3 s4 s5'],
    ['generation > 1', ''],
    ['reason = new', 's0 s1 s2 s3 s4 s5'],
    ['confirmed = true', ''],
    ['labels.user = ada', 's0 s1 s2'],
    ['labels.user != ada', 's3 s4 s5'],
    ['NOT labels.user = ada', 's3 s4 s5'],
    ['labels.user = ""', 's4 s5'],
    ['labels.user != ""', 's0 s1 s2 s3'],
    ['labels.tier = gold AND backend = web-1', 's0 s2'],
    ['backend = web-1 AND labels.user = bob OR idle > 4m', 's0'],
    ['(backend = web-1 AND labels.user = ada) OR labels.user = bob', 's0 s2 s3'],
    ['NOT (labels.user = ada OR labels.user = bob)', 's4 s5'],
    ['labels.nobody = has', ''],
    ['labels.constructor = x', ''],
  ])('by %j', async (filter, expected) => {
    expect((await names(await six(), filter)).join(' ')).toBe(expected);
  });

  test('by what becomes of them', async () => {
    const engine = await six();
    await engine.route('s0');
    expect(await names(engine, 'confirmed = true')).toEqual(['s0']);
    await engine.sessionChanges.pin('default', 's2', { force: false }, operator);
    expect(await names(engine, 'pinned = true')).toEqual(['s2']);
    await engine.sessionChanges.move('default', 's3', 'web-1', operator);
    expect(await names(engine, 'generation = 2 AND reason = operator')).toEqual(['s3']);
    await engine.drains.drain('default', 'web-1', { ...plainDrain, deadlineMs: 0 }, operator);
    expect(await names(engine, 'kept = false')).toEqual(['s0', 's3', 's4']);
    expect(await names(engine, 'kept = true')).toEqual(['s1', 's2', 's5']);
  });

  test('by labels that change', async () => {
    const engine = await six();
    const label = (id: string, labels: Record<string, string>) =>
      engine.sessionChanges.update('default', id, { labels, idleTimeoutMs: 0 }, operator);
    await label('s5', { user: 'ada' });
    await label('s0', { user: '' });
    expect(await names(engine, 'labels.user = ada')).toEqual(['s1', 's2', 's5']);
  });

  test('not when they lapsed, though the sweeper did not come by yet', async () => {
    const engine = await six();
    engine.clock.advance(27 * minute);
    expect(await names(engine, '')).toEqual(['s3', 's4', 's5']);
    expect(await names(engine, 'labels.user != ""')).toEqual(['s3']);
  });

  test('in one pool or in all', async () => {
    const engine = await six();
    await engine.pools.create('blue', {}, operator);
    await engine.backends.create('blue', 'web-1', aBackend, operator);
    await engine.route('b0', { pool: 'blue' });
    expect(await names(engine, 'backend = web-1')).toEqual(['s0', 's2', 's4', 'b0']);
    expect(await names(engine, 'backend = web-1', { pool: 'blue' })).toEqual(['b0']);
    await expect(names(engine, '', { pool: 'red' })).rejects.toMatchObject({ kind: 'pool-not-found' });
  });

  test('with their labels, and by handle only where ids are sealed', async () => {
    const engine = await anEngine({ backends: ['web-1'], pool: { sessionIds: 'sealed' } });
    await engine.route('secret', { labels: { user: 'ada' } });
    const { sessions } = await engine.sessions.list({ pool: '', fromSlot: 0, pageSize: 10 });
    expect(sessions).toMatchObject([
      { sessionId: null, handle: expect.stringMatching(/^~[\w-]{12}$/), labels: { user: 'ada' } },
    ]);
  });
});

describe('sessions in an order', () => {
  test.each([
    [{ by: 'idle', descending: false }, 's5 s4 s3 s2'],
    [{ by: 'idle', descending: true }, 's0 s1 s2 s3'],
    [{ by: 'age', descending: false }, 's5 s4 s3 s2'],
    [{ by: 'age', descending: true }, 's0 s1 s2 s3'],
    [{ by: 'last_active', descending: false }, 's0 s1 s2 s3'],
    [{ by: 'last_active', descending: true }, 's5 s4 s3 s2'],
    [{ by: 'generation', descending: true }, 's4 s0 s1 s2'],
    [{ by: 'generation', descending: false }, 's0 s1 s2 s3'],
  ] as const)('%j', async (order, expected) => {
    const engine = await six();
    await engine.sessionChanges.move('default', 's4', 'web-2', operator);
    expect((await names(engine, '', { order, pageSize: 4 })).join(' ')).toBe(expected);
  });

  test('that are also filtered, by labels too', async () => {
    const engine = await six();
    const order = { by: 'idle', descending: false } as const;
    expect(await names(engine, 'labels.user = ada', { order, pageSize: 2 })).toEqual(['s2', 's1']);
  });

  test('are the first thousand of many, whatever came first', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    const order = [...Array(3_000).keys()].sort((a, b) => ((a * 7_919) % 3_000) - ((b * 7_919) % 3_000));
    for (const i of order) await engine.route(`s${i}`);
    for (let i = 0; i < 3_000; i += 1) {
      engine.clock.advance(1);
      await engine.route(`s${i}`);
    }
    const oldest = await names(engine, '', { order: { by: 'idle', descending: true } });
    expect(oldest).toEqual(Array.from({ length: 1_000 }, (_, i) => `s${i}`));
  });
});

describe('sessions that end by a filter', () => {
  test('are those that match, and no others', async () => {
    const engine = await six();
    const filter = parseSessionFilter('labels.user = ada AND backend = web-1')!;
    const target = { kind: 'filter', pool: '', filter } as const;
    expect(await engine.sessions.expireNow(target, { ...present, validateOnly: true }, operator)).toBe(2);
    expect(await names(engine, '')).toHaveLength(6);
    expect(await expire(engine, 'labels.user = ada AND backend = web-1')).toBe(2);
    expect(await names(engine, '')).toEqual(['s1', 's3', 's4', 's5']);
    expect(await expire(engine, 'labels.user = ada')).toBe(1);
    expect(await expire(engine, 'labels.user = ada')).toBe(0);
  });

  test('are not those that were seen before their turn came', async () => {
    const engine = await six();
    const ending = expire(engine, 'idle > 3m');
    await engine.route('s0');
    expect(await ending).toBe(1);
    expect(await names(engine, '')).toContain('s0');
  });

  test('are not those that took the place of one that matched', async () => {
    const memory = openMemoryStore();
    let meanwhile = async (): Promise<void> => {};
    const store: Store = {
      ...memory,
      async labelled(...asked) {
        const slots = await memory.labelled(...asked);
        await meanwhile();
        return slots;
      },
    };
    const engine = await anEngine({ store, backends: ['web-1'] });
    await engine.route('ada', { labels: { user: 'ada' } });
    meanwhile = async () => {
      await engine.routing.endSession('default', 'ada', 'test');
      await engine.route('bob');
    };
    expect(await expire(engine, 'labels.user = ada')).toBe(0);
    expect(await names(engine, '')).toEqual(['bob']);
  });

  test('stay where a drain ends the others at its deadline, if they are pinned', async () => {
    const engine = await six();
    await engine.sessionChanges.pin('default', 's2', { force: false }, operator);
    await engine.drains.drain(
      'default',
      'web-1',
      { ...plainDrain, deadlineMs: minute, atDeadline: 'expire' },
      operator,
    );
    engine.clock.advance(minute);
    await engine.drains.settle();
    expect(await names(engine, 'backend = web-1')).toEqual(['s2']);
    expect(await engine.route('s2')).toMatchObject({ outcome: 'kept', backendId: 'web-1' });
  });
});

describe('a walk over the pages', () => {
  test.each([
    ['', 7],
    ['labels.user = ada', 7],
    ['idle >= 0s', 50],
  ] as const)(
    'by %j shows each that lives through it exactly once, whoever comes and goes',
    async (filter, pageSize) => {
      const engine = await anEngine({ backends: ['web-1', 'web-2'] });
      const label = { labels: { user: 'ada' } };
      for (let i = 0; i < 300; i += 1) await engine.route(`${i % 3 === 0 ? 'stays' : 'goes'}-${i}`, label);

      const seen: string[] = [];
      let fromSlot: number | null = 0;
      for (let round = 0; fromSlot !== null; round += 1) {
        const churn = async () => {
          for (const i of [round * 3 + 1, round * 3 + 2, 299 - round * 3]) {
            await engine.routing.endSession('default', `goes-${i}`, 'test');
            await engine.route(`comes-${round}-${i}`, label);
          }
          await engine.sessionChanges.move('default', `stays-${(round % 100) * 3}`, 'web-2', operator);
        };
        const query = { pool: '', filter: parseSessionFilter(filter), fromSlot, pageSize };
        const listed: Promise<SessionPage> = engine.sessions.list(query);
        const [page] = await Promise.all([listed, churn()]);
        expect(page.sessions.length).toBeLessThanOrEqual(pageSize);
        seen.push(...page.sessions.map(({ sessionId }) => sessionId!));
        fromSlot = page.nextSlot;
      }
      const stayed = seen.filter((id) => id.startsWith('stays-')).sort();
      expect(stayed).toEqual(Array.from({ length: 100 }, (_, i) => `stays-${i * 3}`).sort());
    },
  );

  test('is over when the caller has gone', async () => {
    const engine = await anEngine({ backends: ['web-1'] });
    for (let i = 0; i < 10; i += 1) await engine.route(`s${i}`);
    const leaving = new AbortController();
    const ending = engine.sessions.expireNow(
      { kind: 'all' },
      { validateOnly: false, signal: leaving.signal },
      operator,
    );
    leaving.abort();
    await expect(ending).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await names(engine, '')).toHaveLength(10);
  });
});
