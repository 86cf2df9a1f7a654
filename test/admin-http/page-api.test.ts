import { describe, expect, test } from 'vitest';
import { aPage, tokenOf } from './a-page.ts';

const drain = { pool: 'default', id: 'api-1', mode: 'let-finish', atDeadline: 'move', deadlineMs: 60_000 };

describe('who may do what', () => {
  test('everybody at this machine reads, and a change needs a token', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    expect((await page.read('api/me')).body).toMatchObject({ name: 'anyone', role: 'viewer', isSignedIn: false });
    const refused = await page.change('', 'cordon', { pool: 'default', id: 'api-1' });
    expect([refused.status, refused.body.error.reason]).toEqual([401, 'UNAUTHENTICATED']);
    expect(refused.body.error.message).toContain('token');
    expect(page.refused).toMatchObject([{ who: 'tcp:127.0.0.1', what: 'page: cordon', reason: 'unauthenticated' }]);
    expect(page.engine.backends.get('default', 'api-1').admin).toBe('active');
  });

  test('the journal hears of a change that failed, with its reason and result', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const wish = { pool: 'default', id: 'api-9', reason: 'new kernel' };
    expect((await page.change('olga', 'cordon', wish)).status).toBe(404);
    expect(page.refused).toEqual([]);
    expect(page.failed).toEqual([
      {
        who: 'olga',
        what: 'page: cordon',
        pool: 'default',
        backendId: 'api-9',
        reason: 'new kernel',
        result: 'BACKEND_NOT_FOUND',
      },
    ]);
  });

  test('where reading is not open, nothing is told without a token', async () => {
    const page = await aPage({ openToReaders: false });
    for (const path of [
      'me',
      'stream',
      'load?pool=default',
      'search?q=ada',
      'session?pool=default&id=ada',
      'violations',
    ]) {
      expect([path, (await page.read(`api/${path}`)).status]).toEqual([path, 401]);
    }
    expect((await page.read('')).status).toBe(200); // the form to sign in with
    expect((await page.read('api/me', { authorization: `Bearer ${tokenOf('vera')}` })).body.role).toBe('viewer');
  });

  test.each([
    ['vera', 403],
    ['rolf', 403],
    ['olga', 200],
  ])('%s gets %i for a change', async (name, status) => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    expect((await page.change(name, 'cordon', { pool: 'default', id: 'api-1' })).status).toBe(status);
    expect((await page.change(name, 'drain', { ...drain, validateOnly: true })).status).toBe(status);
    expect(page.refused.map(({ who }) => who)).toEqual(status === 200 ? [] : [name, name]);
  });

  test('who signs in gets a cookie that no script reads and no other site sends; it is asked for the page’s header', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    const own = { 'x-lbd-page': '1', origin: page.url };
    expect((await page.change('', 'login', { token: 'wrong' }, own)).status).toBe(401);
    const { status, headers } = await page.change('', 'login', { token: tokenOf('olga') }, own);
    expect([status, headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/HttpOnly; SameSite=Strict/)]);
    const cookie = headers.get('set-cookie')!.split(';')[0]!;
    const cordon = { pool: 'default', id: 'api-1' };

    expect((await page.read('api/me', { cookie })).body).toMatchObject({ name: 'olga', isSignedIn: true });
    const foreign = [
      {},
      { origin: page.url },
      { ...own, origin: 'http://evil.example' },
      { ...own, origin: 'null' },
      { ...own, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of foreign) {
      expect((await page.change('', 'cordon', cordon, { cookie, ...headers })).status).toBe(403);
    }
    expect(page.engine.backends.get('default', 'api-1').admin).toBe('active');
    expect((await page.change('', 'cordon', cordon, { cookie, ...own })).status).toBe(200);

    await page.change('', 'logout', {}, { cookie, ...own });
    expect((await page.read('api/me', { cookie })).body.isSignedIn).toBe(false);
  });
});

describe('a drain by the page', () => {
  test('is previewed without a trace, then begun, told in the journal with who and why, and undone', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    for (const id of ['ada', 'bob', 'eve', 'dan']) await page.engine.route(id);
    const sequence = page.engine.store.sequence();

    const preview = await page.change('olga', 'drain', { ...drain, validateOnly: true });
    expect(preview.body).toMatchObject({ held: 2, leaving: 0, receivers: { 'api-2': 2 }, homeless: 0, warnings: [] });
    expect(page.engine.store.sequence()).toBe(sequence);

    const begun = await page.change('olga', 'drain', { ...drain, reason: 'new kernel' });
    expect(begun.body).toEqual({ pool: 'default', id: 'api-1', admin: 'draining', sessions: 2 });
    const { lines } = await page.engine.store.events({ afterSequence: sequence, limit: 10, tail: false });
    expect(lines).toMatchObject([{ kind: 'draining', backendId: 'api-1', who: 'olga', reason: 'new kernel' }]);

    expect((await page.change('olga', 'undrain', { pool: 'default', id: 'api-1' })).body.admin).toBe('active');
  });

  test('that runs is changed in what is said, and keeps the rest', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    await page.engine.route('ada');
    await page.change('olga', 'drain', { ...drain, to: 'api-2', rate: 5, reason: 'new kernel' });
    const plan = () => page.engine.backends.get('default', 'api-1').drain;
    const { deadlineMs } = plan()!;
    page.engine.clock.advance(1_000);

    await page.change('olga', 'drain', { pool: 'default', id: 'api-1', mode: 'move' });
    expect(plan()).toMatchObject({ mode: 'move', deadlineMs, to: 'api-2', rate: 5, reason: 'new kernel' });
    await page.change('olga', 'drain', { pool: 'default', id: 'api-1', to: '', rate: 0, deadlineMs: 120_000 });
    const later = page.engine.clock.wallNow() + 120_000;
    expect(plan()).toMatchObject({ mode: 'move', deadlineMs: later, to: '', rate: 0, reason: 'new kernel' });
  });

  test('warns of what it would do', async () => {
    const page = await aPage({ backends: ['api-1'] });
    const { body } = await page.change('olga', 'drain', { ...drain, validateOnly: true });
    expect(body.warnings[0]).toContain('nobody else');
  });
});

describe('an expiry by the page', () => {
  test('counts first, and then ends', async () => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    for (const id of ['ada', 'bob', 'eve', 'dan']) await page.engine.route(id);
    const target = { target: 'backend', pool: 'default', id: 'api-1' };
    expect((await page.change('olga', 'expire', { ...target, validateOnly: true })).body).toEqual({ count: 2 });
    expect(page.engine.table.size).toBe(4);
    expect((await page.change('olga', 'expire', target)).body).toEqual({ count: 2 });
    expect(page.engine.table.size).toBe(2);
  });

  test('ends nobody where the target is not said', async () => {
    const page = await aPage({ backends: ['api-1'] });
    await page.engine.route('ada');
    for (const target of [
      {},
      { pool: 'default' },
      { target: 'filter', pool: 'default', filter: ' ' },
      { target: 'pool' },
    ]) {
      expect((await page.change('olga', 'expire', target)).status).toBe(400);
    }
    expect(page.engine.table.size).toBe(1);
  });
});

describe('a search', () => {
  test('finds a session by its id in any pool, with its history and what a request of it would find', async () => {
    const page = await aPage({ backends: ['api-1'] });
    await page.engine.route('ada', { labels: { user: 'ada' } });
    const lastActiveMs = (await page.engine.sessions.live('default', 'ada')).lastActiveMs;
    page.engine.clock.advance(5_000);

    const found = await page.read('api/search?q=ada');
    expect(found.body).toMatchObject({ by: 'id', sessions: [{ sessionId: 'ada', backendId: 'api-1' }], more: false });
    const { body } = await page.read('api/session?pool=default&id=ada');
    expect(body.history).toMatchObject([{ kind: 'assigned', session: 'ada', backendId: 'api-1' }]);
    expect(body.explanation).toMatchObject({ outcome: 'kept', backendId: 'api-1' });
    expect(body.explanation.steps[0]).toContain('the session is known');
    // Looking extends nothing.
    expect((await page.engine.sessions.live('default', 'ada')).lastActiveMs).toBe(lastActiveMs);
  });

  test('finds by a filter, and says where a filter is wrong', async () => {
    const page = await aPage({ backends: ['api-1'] });
    await page.engine.route('ada', { labels: { user: 'ada' } });
    await page.engine.route('bob');
    const filter = encodeURIComponent('labels.user = "ada"');
    expect((await page.read(`api/search?q=${filter}`)).body).toMatchObject({
      by: 'filter',
      sessions: [{ sessionId: 'ada' }],
    });
    const wrong = await page.read(`api/search?q=${encodeURIComponent('idle > ')}`);
    expect([wrong.status, wrong.body.error.reason]).toEqual([400, 'INVALID_ARGUMENT']);
  });

  test('says what to do when there is none', async () => {
    const page = await aPage();
    const { status, body } = await page.read('api/search?q=nobody');
    expect(status).toBe(404);
    expect(body.error.message).toContain('there is no session "nobody" in any pool');
  });
});

describe('a request that the page would not send', () => {
  test.each([
    ['no JSON', 'cordon', '{', 400],
    ['a list', 'cordon', '[]', 400],
    ['no pool', 'cordon', { id: 'api-1' }, 400],
    ['an unknown pool', 'cordon', { pool: 'nowhere', id: 'api-1' }, 404],
    ['an unknown backend', 'drain', { pool: 'default', id: 'api-9' }, 404],
    ['a number as an id', 'cordon', { pool: 'default', id: 7 }, 400],
    ['a prototype', 'cordon', '{"__proto__": {"pool": "default", "id": "api-1"}}', 400],
    ['control characters in the reason', 'cordon', { pool: 'default', id: 'api-1', reason: 'a\u001b[2J' }, 400],
    ['a reason over 256 bytes', 'cordon', { pool: 'default', id: 'api-1', reason: 'ä'.repeat(129) }, 400],
    ['a deadline over a day', 'drain', { ...drain, deadlineMs: 86_400_001 }, 400],
    ['a fraction of a millisecond', 'drain', { ...drain, deadlineMs: 0.5 }, 400],
    ['an unknown mode', 'drain', { ...drain, mode: 'kill' }, 400],
    ['a drain to itself', 'drain', { ...drain, to: 'api-1' }, 400],
    ['a drained backend to cordon', 'cordon', { pool: 'default', id: 'api-2' }, 409],
    ['a body over 16 KiB', 'cordon', { pool: 'x'.repeat(20_000) }, 413],
  ])('%s', async (_what, path, body, status) => {
    const page = await aPage({ backends: ['api-1', 'api-2'] });
    await page.change('olga', 'drain', { pool: 'default', id: 'api-2', deadlineMs: 0 });
    const answer = await page.change('olga', path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual({
      reason: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/.{8}/),
    });
    expect(page.engine.backends.get('default', 'api-1').admin).toBe('active');
    expect(page.logged).toEqual([]);
  });

  test('another type than JSON, as a form of another site has', async () => {
    const page = await aPage({ backends: ['api-1'] });
    expect((await page.change('olga', 'cordon', 'pool=default', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test('a pool of the chart that is not there', async () => {
    const page = await aPage();
    expect((await page.read('api/load?pool=nowhere')).body.error.message).toBe('there is no pool "nowhere"');
  });
});

test('the chart begins with the half hour before', async () => {
  const page = await aPage({ backends: ['api-1', 'api-2'] });
  page.engine.clock.advance(5_000);
  await page.engine.route('ada');
  page.engine.clock.advance(5_000);
  const { body } = await page.read('api/load?pool=default');
  expect(body).toMatchObject({
    everyMs: 5_000,
    endMs: page.engine.clock.wallNow(),
    pool: { sessions: [0, 1] },
    backends: { 'api-1': { sessions: [0, 1] }, 'api-2': { sessions: [0, 0] } },
  });
  page.engine.clock.advance(3_600_000);
  expect((await page.read('api/load?pool=default')).body.pool.sessions).toHaveLength(360);
});
