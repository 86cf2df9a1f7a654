import { describe, expect, test } from 'vitest';
import { mostReaders } from '../../daemon/admin-http/page/live-hub.ts';
import { operator } from '../support/an-engine.ts';
import { type APage, aPage, tokenOf } from './a-page.ts';
import { type AnEventReader, anEventReader } from './an-event-reader.ts';

const tickMs = 250;

const watch = (page: APage, lastEventId?: string) =>
  anEventReader(`${page.url}/api/stream`, lastEventId === undefined ? {} : { 'last-event-id': lastEventId });

/** Reads the journal until a line fits; the clock goes on, for batches rest between each other. */
async function lineOf(page: APage, reader: AnEventReader, fits: (line: { session: string }) => boolean) {
  for (;;) {
    page.engine.clock.advance(tickMs);
    const { data, id } = await reader.next('journal');
    const line = data.lines.find(fits);
    if (line !== undefined) return { line, id };
  }
}

describe('the page’s events', () => {
  test('begin with the whole picture and the journal’s tail', async () => {
    const page = await aPage({ backends: [{ id: 'api-1', zone: 'eu-1', labels: { team: 'blue' }, maxSessions: 9 }] });
    await page.engine.route('ada');
    const reader = await watch(page);
    expect([reader.status, reader.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const { data } = await reader.next('picture');
    expect(data).toMatchObject({
      whole: true,
      lbd: { version: '0.0.0-test', store: { kind: 'memory', writable: true } },
      pools: [{ name: 'default', policy: 'round_robin', eligible: 1, isInPanic: false }],
      backends: [{ id: 'api-1', zone: 'eu-1', labels: { team: 'blue' }, maxSessions: 9, admin: 'active', drain: null }],
      loads: { default: { 'api-1': [1, 0] } },
    });
    const journal = await reader.next('journal');
    expect(journal.data.lines.map(({ kind }: { kind: string }) => kind)).toEqual(['backend-created', 'assigned']);
    expect(journal.id).toBe(String(page.engine.store.sequence()));
  });

  test('tell a big fleet in parts, and what changes meanwhile', async () => {
    const page = await aPage({ backends: Array.from({ length: 600 }, (_, i) => `api-${i}`) });
    const reader = await watch(page);
    const seen = new Map<string, string>();
    for (let parts = 0; seen.size < 600; parts += 1) {
      const { data } = await reader.next('picture');
      expect(data.whole).toBe(parts === 0 ? true : undefined);
      for (const { id, admin } of data.backends) seen.set(id, admin);
      if (parts === 0) await page.engine.backends.cordon('default', 'api-599', operator);
    }
    while (seen.get('api-599') !== 'cordoned') {
      page.engine.clock.advance(tickMs);
      for (const { id, admin } of (await reader.next('picture')).data.backends ?? []) seen.set(id, admin);
    }
  });

  test('go on with what changed, and only that', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    const reader = await watch(page);
    await reader.next('picture');
    await page.engine.route('ada');
    page.engine.clock.advance(tickMs);
    const { data } = await reader.next('picture');
    expect(data).toEqual({ nowMs: page.engine.clock.wallNow(), loads: { default: { 'api-1': [1, 0] } } });

    await page.engine.backends.cordon('default', 'api-2', operator);
    page.engine.clock.advance(tickMs);
    const cordoned = (await reader.next('picture')).data;
    expect(cordoned.backends).toMatchObject([{ id: 'api-2', admin: 'cordoned', notEligibleBecause: 'cordoned' }]);
    expect(cordoned.loads).toBeUndefined();

    await page.engine.backends.delete('default', 'api-2', { etag: '', force: false }, operator);
    page.engine.clock.advance(tickMs);
    expect((await reader.next('picture')).data.gone).toEqual([['default', 'api-2']]);
  });

  test('say why a backend is out: by its own word, by traffic, and in a panic', async () => {
    const backends = ['api-1', 'api-2', 'api-3', 'api-4', 'api-5'];
    const page = await aPage({ backends });
    const { registry, verdicts } = page.engine;
    registry.member('default', 'api-1').agent = { weightPercent: 50, closed: false, maxSessions: 7 };
    for (const id of ['api-2', 'api-3', 'api-4'])
      await verdicts.setHealth('default', id, 'unhealthy', '5 failures in a row');
    registry.member('default', 'api-2').ejectedUntilMs = page.engine.clock.now() + 30_000;
    const { data } = await (await watch(page)).next('picture');
    expect(data.pools[0].isInPanic).toBe(true);
    expect(data.backends).toMatchObject([
      { agent: 'wants 50 % of its weight, takes at most 7 sessions', weightPercent: 50 },
      {
        health: 'unhealthy',
        healthReason: '5 failures in a row',
        ejectedUntilMs: page.engine.clock.wallNow() + 30_000,
      },
      { health: 'unhealthy', ejectedUntilMs: null },
      { health: 'unhealthy' },
      { health: 'unknown' },
    ]);
  });

  test('follow a drain to its end', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    for (const id of ['ada', 'bob']) await page.engine.route(id);
    const reader = await watch(page);
    await reader.next('journal');
    const { drains } = page.engine;
    const wish = { deadlineMs: 60_000, idleDeadlineMs: null, mode: null, atDeadline: null, to: null, rate: null };
    await drains.drain('default', 'api-1', wish, operator);
    page.engine.clock.advance(tickMs);
    const { data } = await reader.next('drain');
    expect(data).toMatchObject({
      pool: 'default',
      id: 'api-1',
      held: 1,
      sessions: 1,
      remaining: 0,
      toMove: 1,
      done: false,
    });
    expect(data.etaMs).toBe(page.engine.clock.wallNow() - tickMs + 60_000);
    await page.engine.routing.endSession('default', 'ada', 'test');
    await drains.settle();
    let last = data;
    while (!last.done) last = (await reader.next('drain')).data;
    expect(last).toMatchObject({ sessions: 0, expired: 1, done: true });
  });
});

describe('the journal of the page', () => {
  test('goes on where the reader left off, without gap or repetition', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const first = await watch(page);
    await page.engine.route('ada');
    const { id } = await lineOf(page, first, ({ session }) => session === 'ada');
    first.leave();
    await page.engine.route('bob');
    await page.engine.route('eve');
    const again = await watch(page, id);
    const { data } = await again.next('journal');
    expect(data.isTail).toBeUndefined();
    expect(data.lines.map(({ session }: { session: string }) => session)).toEqual(['bob', 'eve']);
  });

  test('says so where it no longer reaches back, or is of another life of lbd', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const reader = await watch(page, '999');
    const { data } = await reader.next('gap');
    expect(data.why).toMatch(/^the journal ends at \d+: 999 is of another dataset/);
    expect((await reader.next('journal')).data).toMatchObject({ isTail: true, lines: [{ kind: 'backend-created' }] });
  });

  test('leaves out what nobody could read, and says so', async () => {
    const page = await aPage({ backends: ['api-1'] });
    for (let i = 0; i < 2_100; i += 1) await page.engine.route(`s-${i}`);
    const reader = await watch(page, '1');
    expect((await reader.next('gap')).data).toEqual({ from: 1, why: 'more lines came than anybody reads' });
    const { data } = await reader.next('journal');
    expect([data.lines.length, data.lines.at(-1).session]).toEqual([100, 's-2099']);
  });

  test.each(['', 'x', '-1', '1e3', '99999999999999999999'])('takes the id %j for none', async (id) => {
    const page = await aPage({ backends: ['api-1'] });
    expect((await (await watch(page, id)).next('journal')).data.isTail).toBe(true);
  });
});

describe('readers', () => {
  test('are bounded; who is too many is told what to do, and comes in when another has left', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const readers = [];
    for (let i = 0; i < mostReaders; i += 1) readers.push(await watch(page));
    await Promise.all(readers.map((reader) => reader.next('picture')));
    const late = await watch(page);
    expect([late.status, await late.body()]).toEqual([
      503,
      {
        error: {
          reason: 'TOO_MANY_READERS',
          message: `${mostReaders} pages look at this lbd already; close one of them`,
        },
      },
    ]);
    readers[0]?.leave();
    let next = await watch(page);
    while (next.status !== 200) next = await watch(page);
    expect((await next.next('picture')).data.whole).toBe(true);
  });

  test('whose token is taken away are let go', async () => {
    const page = await aPage({ backends: ['api-1'], openToReaders: false });
    const [vera, olga] = await Promise.all(
      ['vera', 'olga'].map((name) =>
        anEventReader(`${page.url}/api/stream`, { authorization: `Bearer ${tokenOf(name)}` }),
      ),
    );
    await Promise.all([vera!.next('journal'), olga!.next('journal')]);
    page.takeToken('vera');
    await expect(vera!.next('never')).rejects.toThrow('the stream ended');
    await page.engine.route('ada');
    await lineOf(page, olga!, ({ session }) => session === 'ada');
  });

  test('are told to go when lbd stops, and do not hold it up', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const reader = await watch(page);
    await reader.next('journal');
    await page.stop(3_600_000);
    await expect(reader.next('never')).rejects.toThrow('the stream ended');
  });

  test('leave nothing behind', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    await page.engine.route('ada');
    const { clock, drains } = page.engine;
    const wish = { deadlineMs: 60_000, idleDeadlineMs: null, mode: null, atDeadline: null, to: null, rate: null };
    await drains.drain('default', 'api-1', wish, operator);
    const before = clock.alarms;
    const reader = await watch(page);
    await reader.next('drain');
    await reader.next('journal');
    expect(clock.alarms).toBeGreaterThan(before);
    reader.leave();
    while (clock.alarms > before) await new Promise(setImmediate);
    expect(clock.alarms).toBe(before);
  });
});
