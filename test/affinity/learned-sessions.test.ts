import { describe, expect, test } from 'vitest';
import type { HttpHead } from '../../daemon/affinity/http-head.ts';
import { labelsIn, learnedFrom } from '../../daemon/affinity/learned-id.ts';
import type { AffinitySettings } from '../../daemon/core/affinity-settings.ts';
import { anEngine, operator, type TestEngine } from '../support/an-engine.ts';
import { aHead, answer, aPoolWith, ask } from './http-requests.ts';

const three = ['api-1', 'api-2', 'api-3'];

function aLearner(affinity: Partial<AffinitySettings>, backends = three) {
  return anEngine({ backends, pool: aPoolWith({ mode: 'learned', ...affinity }), wallMs: 1_700_000_000_000 });
}

const byCookie = { keySources: ['cookie:JSESSIONID'] } as const;
const byMcp = { keySources: ['header:mcp-session-id'] } as const;
const mcp = (id: string, head: Partial<HttpHead> = {}) => ({
  headers: { 'mcp-session-id': id },
  method: 'POST',
  ...head,
});

/** Where a request goes; it is not answered. */
async function routed({ httpAffinity }: TestEngine, head: Partial<HttpHead>, more: Partial<typeof ask> = {}) {
  const presented = httpAffinity.identify('default', aHead('', head));
  return httpAffinity.route(presented, { ...ask, ...more });
}

describe('a learned session', () => {
  test('is bound to the backend whose answer names it, and only then', async () => {
    const engine = await aLearner(byCookie);
    const quiet = await answer(engine, '');
    expect(quiet).toMatchObject({ setCookies: [], assignment: { sessionId: '', generation: 0 } });
    expect(engine.table.size).toBe(0);

    const told = { headers: { 'set-cookie': ['theme=dark', 'JSESSIONID=a1b2; Path=/; HttpOnly'] } };
    const first = await answer(engine, '', told);
    expect(first.assignment).toMatchObject({ sessionId: 'a1b2', outcome: 'assigned', generation: 1 });
    expect(first.setCookies).toEqual([]);
    for (let i = 0; i < 4; i += 1) {
      const again = await answer(engine, 'JSESSIONID=a1b2', told);
      expect(again.assignment).toMatchObject({ outcome: 'kept', backendId: first.assignment.backendId });
    }
  });

  test('is at home where it was made, though that backend takes no other', async () => {
    const engine = await aLearner(byCookie);
    const presented = engine.httpAffinity.identify('default', aHead(''));
    const lent = await engine.httpAffinity.route(presented, ask);
    await engine.backends.cordon('default', lent.backendId, operator);
    const head = { servedBy: lent.backendId, statusCode: 200, headers: { 'set-cookie': 'JSESSIONID=a1b2' } };
    const { assignment } = await engine.httpAffinity.answered(presented, lent, head);
    expect(assignment.backendId).toBe(lent.backendId);
    expect(await routed(engine, { headers: { cookie: 'JSESSIONID=a1b2' } })).toMatchObject({ outcome: 'kept' });
  });

  test('is sealed to operators, unless they want to read it', async () => {
    const engine = await aLearner(byCookie);
    await engine.pools.update('default', { affinity: { mode: 'issued' } }, '', operator);
    await engine.pools.update('default', { affinity: { mode: 'learned' } }, '', operator);
    expect(engine.pools.get('default').settings.sessionIds).toBe('sealed');
    await engine.pools.update('default', { sessionIds: 'readable' }, '', operator);
    await engine.pools.update('default', { affinity: { unknownLearned: 'reject' } }, '', operator);
    expect(engine.pools.get('default').settings.sessionIds).toBe('readable');
  });

  test.each(['JSESSIONID=; Path=/', 'JSESSIONID=x; Max-Age=0', 'JSESSIONID=x; expires=Thu, 01 Jan 1970 00:00:00 GMT'])(
    'ends when its backend clears the cookie: %s',
    async (cleared) => {
      const engine = await aLearner(byCookie);
      await answer(engine, '', { headers: { 'set-cookie': 'JSESSIONID=a1b2' } });
      expect(engine.table.size).toBe(1);
      await answer(engine, 'JSESSIONID=a1b2', { headers: { 'set-cookie': cleared } });
      expect(engine.table.size).toBe(0);
    },
  );

  test('that no backend gave is placed by hash, and stored nowhere', async () => {
    const engine = await aLearner(byCookie);
    const homes = new Set<string>();
    for (let i = 0; i < 5; i += 1)
      homes.add((await routed(engine, { headers: { cookie: 'JSESSIONID=stranger' } })).backendId);
    expect(homes.size).toBe(1);
    const others = new Set<string>();
    for (let i = 0; i < 20; i += 1)
      others.add((await routed(engine, { headers: { cookie: `JSESSIONID=s${i}` } })).backendId);
    expect(others.size).toBe(3);
    expect(engine.table.size).toBe(0);
    const [home] = homes;
    const elsewhere = await routed(engine, { headers: { cookie: 'JSESSIONID=stranger' } }, { tried: [home!] });
    expect(elsewhere.backendId).not.toBe(home);
  });

  test('that no backend gave is refused where the pool says so', async () => {
    const engine = await aLearner({ ...byCookie, unknownLearned: 'reject' });
    await expect(routed(engine, { headers: { cookie: 'JSESSIONID=stranger' } })).rejects.toMatchObject({
      kind: 'session-not-found',
    });
  });

  test('without an id goes round as the policy says', async () => {
    const engine = await aLearner(byCookie);
    const homes = [];
    for (let i = 0; i < 6; i += 1) homes.push((await routed(engine, {})).backendId);
    expect(homes.sort()).toEqual([...three, ...three].sort());
  });

  test("keeps a cookie's name that would be lbd's own", async () => {
    const { httpAffinity } = await aLearner({ keySources: ['cookie:session_id'] });
    expect(httpAffinity.isReserved('default', 'session_id=x')).toBe(false);
    const presented = httpAffinity.identify('default', aHead('session_id=x; a=1'));
    expect(httpAffinity.cookieForBackend(presented)).toBe('session_id=x; a=1');
    expect(await httpAffinity.end(presented, 'test')).toEqual([]);
  });
});

describe('an MCP session', () => {
  async function begun() {
    const engine = await aLearner(byMcp);
    const { assignment } = await answer(engine, '', { head: { method: 'POST' }, headers: { 'mcp-session-id': 'm1' } });
    expect(await routed(engine, mcp('m1'))).toMatchObject({ outcome: 'kept', backendId: assignment.backendId });
    return { engine, home: assignment.backendId };
  }

  test('ends by DELETE, where the server takes it', async () => {
    const { engine } = await begun();
    await answer(engine, '', { head: mcp('m1', { method: 'DELETE' }), statusCode: 405 });
    expect(engine.table.size).toBe(1);
    await answer(engine, '', { head: mcp('m1', { method: 'DELETE' }), statusCode: 204 });
    expect(engine.table.size).toBe(0);
    await expect(routed(engine, mcp('m1'))).rejects.toMatchObject({ kind: 'session-not-found' });
  });

  test('ends when its home forgot it, and the journal says so', async () => {
    const { engine } = await begun();
    await answer(engine, '', { head: mcp('m1'), statusCode: 404 });
    expect(engine.table.size).toBe(0);
    const { lines } = await engine.store.events({ afterSequence: 0, limit: 1, tail: true, kinds: ['ended'] });
    expect(lines).toMatchObject([{ reason: 'backend-forgot' }]);
  });

  test('is never moved: when its home is gone it is over', async () => {
    const { engine, home } = await begun();
    await engine.backends.delete('default', home, { force: true, etag: '' }, operator);
    await expect(routed(engine, mcp('m1'))).rejects.toMatchObject({ kind: 'session-not-found' });
    expect(engine.table.size).toBe(0);
  });

  test('is over when its home takes no connection', async () => {
    const { engine, home } = await begun();
    await expect(routed(engine, mcp('m1'), { tried: [home] })).rejects.toMatchObject({ kind: 'session-not-found' });
  });

  test('waits for its home where the pool waits', async () => {
    const { engine, home } = await begun();
    await engine.pools.update('default', { onUnhealthy: 'refuse' }, '', operator);
    await expect(routed(engine, mcp('m1'), { tried: [home] })).rejects.toMatchObject({ kind: 'home-unavailable' });
    expect(engine.table.size).toBe(1);
  });
});

describe('the labels a backend names', () => {
  test('become those of the session, and are not for the client', async () => {
    const engine = await anEngine({ backends: three, pool: aPoolWith({ labelsFrom: 'response-header:X-LB-Labels' }) });
    const first = await answer(engine, '', { headers: { 'x-lb-labels': 'user=ada, plan=pro' } });
    expect(first).toMatchObject({ hidden: ['x-lb-labels'], assignment: { outcome: 'assigned' } });
    expect(first.setCookies).toHaveLength(1);
    const session = await engine.sessions.get('default', first.assignment.sessionId);
    expect(session.labels).toEqual({ user: 'ada', plan: 'pro' });
  });

  test('go with a learned session from its first answer on', async () => {
    const engine = await aLearner({ ...byCookie, labelsFrom: 'response-header:X-LB-Labels' });
    await answer(engine, '', { headers: { 'set-cookie': 'JSESSIONID=a1', 'x-lb-labels': 'user=ada' } });
    expect((await engine.sessions.get('default', 'a1')).labels).toEqual({ user: 'ada' });
  });

  test('are what is written as such, and no more', () => {
    expect(labelsIn('user=ada,plan=pro, x, =y, a=b=c, __proto__=z')).toEqual(
      Object.assign(Object.create(null), { user: 'ada', plan: 'pro', a: 'b=c', ['__proto__']: 'z' }),
    );
    expect(labelsIn('')).toBeUndefined();
    expect(labelsIn(`long=${'x'.repeat(64)}`)).toBeUndefined();
    expect(Object.keys(labelsIn(Array.from({ length: 50 }, (_, i) => `k${i}=v`).join(','))!)).toHaveLength(32);
  });
});

describe('an answer', () => {
  test.each([
    [['cookie:s'], { 'set-cookie': ['s=1', 's=2'] }, '2', false],
    [['cookie:s'], { 'set-cookie': ['xs=1'] }, '', false],
    [['cookie:s'], { 'set-cookie': 's="q"' }, 'q', false],
    [['cookie:s'], { 'set-cookie': 's=1; Max-Age=5; Expires=Thu, 01 Jan 1970 00:00:00 GMT' }, '1', false],
    [['cookie:s', 'header:h'], { h: 'x' }, 'x', false],
    [['query:q', 'path:/{id}'], { 'set-cookie': 'q=1' }, '', false],
    [['header:h'], { h: 'x'.repeat(257) }, '', false],
    [['cookie:s'], { 'set-cookie': 's=gone; max-age=-1' }, '', true],
  ] as const)('by %j, %j names %j (cleared: %j)', (sources, headers, sessionId, isCleared) => {
    expect(learnedFrom(sources, headers, 1_700_000_000_000)).toEqual({ sessionId, isCleared });
  });
});
