import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

/** Two backends, and as many sessions as asked for, in turns: s0, s2 ... on one, s1, s3 ... on the other. */
async function aServerWithSessions(count: number) {
  const server = await aServer();
  for (const id of ['api-1', 'api-2']) await server.admin.createBackend({ backend: { id, address: `${id}:80` } });
  for (let i = 0; i < count; i += 1) await server.routing.route({ session_id: `s${i}` });
  const names = async (request: Parameters<typeof server.admin.listSessions>[0]) =>
    (await server.admin.listSessions(request)).sessions.map(({ session_id }) => session_id);
  return { ...server, names };
}

describe('ListSessions', () => {
  test('walks all sessions in pages, each once', async () => {
    const { admin } = await aServerWithSessions(7);
    const seen: string[] = [];
    let page_token = '';
    let pages = 0;
    do {
      const page = await admin.listSessions({ page_size: 3, page_token });
      seen.push(...page.sessions.map(({ session_id }) => session_id));
      expect(page.sequence).toBeGreaterThan(0);
      page_token = page.next_page_token;
      pages += 1;
    } while (page_token !== '');
    expect({ seen, pages }).toEqual({ seen: ['s0', 's1', 's2', 's3', 's4', 's5', 's6'], pages: 3 });
  });

  test('tells all of a session', async () => {
    const { admin } = await aServerWithSessions(1);
    const { sessions } = await admin.listSessions({});
    expect(sessions).toEqual([{ ...(await admin.getSession({ session_id: 's0' })), history: [] }]);
    expect(sessions[0]).toMatchObject({
      session_id: 's0',
      handle: expect.stringMatching(/^~[\w-]{12}$/),
      pool: 'default',
      backend_id: expect.stringMatching(/^api-[12]$/),
      generation: 1,
      last_reason: 'REASON_NEW',
      kept: true,
    });
  });

  test('keeps to a backend', async () => {
    const { names } = await aServerWithSessions(4);
    const [one, other] = [await names({ filter: 'backend = "api-1"' }), await names({ filter: 'backend = "api-2"' })];
    expect([one.length, other.length]).toEqual([2, 2]);
    expect([...one, ...other].sort()).toEqual(['s0', 's1', 's2', 's3']);
  });

  test.each([
    [{ filter: 'backend' }, { field: 'filter', position: '8' }],
    [{ page_size: -1 }, { field: 'page_size' }],
    [{ page_token: 'AAAA' }, { field: 'page_token' }],
    [{ pool: 'a b' }, { field: 'pool' }],
  ])('refuses %j', async (request, metadata) => {
    const { admin } = await aServerWithSessions(0);
    expect(await refused(admin.listSessions(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata },
    });
  });

  test('refuses the token of another list', async () => {
    const { admin } = await aServerWithSessions(3);
    const { next_page_token: page_token } = await admin.listSessions({ page_size: 1 });
    for (const other of [{ pool: 'default' }, { filter: 'backend = "api-1"' }]) {
      expect(await refused(admin.listSessions({ ...other, page_token }))).toMatchObject({
        info: { metadata: { field: 'page_token' } },
      });
    }
    expect((await admin.listSessions({ page_size: 9, page_token })).sessions).toHaveLength(2);
  });
});

test('GetSession of an id that is not there finds nothing', async () => {
  const { admin } = await aServerWithSessions(0);
  expect(await refused(admin.getSession({ session_id: 'ada' }))).toMatchObject({
    code: status.NOT_FOUND,
    info: { reason: 'SESSION_NOT_FOUND' },
  });
});

describe('ExpireNow', () => {
  test('counts first, when asked to', async () => {
    const { admin, names } = await aServerWithSessions(4);
    expect(await admin.expireNow({ all: true, validate_only: true })).toEqual({ count: 4 });
    expect(await names({})).toHaveLength(4);
  });

  test('ends one, those of a backend, and all', async () => {
    const { admin, names } = await aServerWithSessions(6);
    expect(await admin.expireNow({ session_id: 's0' })).toEqual({ count: 1 });
    const left = await names({ filter: 'backend = api-1' });
    expect(await admin.expireNow({ backend_id: 'api-1' })).toEqual({ count: left.length });
    expect(await admin.expireNow({ all: true, reason: 'test' })).toEqual({ count: 5 - left.length });
    expect(await names({})).toEqual([]);
    expect(await admin.expireNow({ all: true })).toEqual({ count: 0 });
  });

  test.each([
    [{}, 'target'],
    [{ session_id: 's0', all: true }, 'target'],
    [{ session_id: 's0', backend_id: 'api-1' }, 'target'],
    [{ all: false }, 'all'],
    [{ session_id: '' }, 'session_id'],
    [{ backend_id: '' }, 'backend_id'],
    [{ all: true, reason: 'a\nb' }, 'reason'],
  ])('refuses %j and ends nothing', async (request, field) => {
    const { admin, names } = await aServerWithSessions(2);
    expect(await refused(admin.expireNow(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
    expect(await names({})).toHaveLength(2);
  });
});

test('GetStatus counts what is there', async () => {
  const { admin } = await aServerWithSessions(3);
  const now = await admin.getStatus({});
  expect(now).toMatchObject({
    version: '1.2.3',
    store: { kind: 'memory', writable: true, error: '' },
    pool_count: 1,
    backend_count: 2,
    session_count: 3,
    pid: process.pid,
  });
  expect(now.uptime!.seconds).toBeLessThan(60);
});
