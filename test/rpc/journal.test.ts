import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../daemon/store/sqlite/sqlite-store.ts';
import { readErrorDetails } from '../../proto/error-details.ts';
import type { Event__Output } from '../../proto/generated/lb/v1/Event.ts';
import type { WatchRequest } from '../../proto/generated/lb/v1/WatchRequest.ts';
import type { WatchResponse__Output } from '../../proto/generated/lb/v1/WatchResponse.ts';
import { aFolder, aServer } from './a-server.ts';
import { refused } from './refused.ts';
import { streamOf } from './stream-of.ts';

type Server = Awaited<ReturnType<typeof aServer>>;

async function aServerWithBackends() {
  const server = await aServer();
  for (const id of ['api-1', 'api-2']) await server.admin.createBackend({ backend: { id, address: `${id}:80` } });
  return server;
}

const route = async ({ routing }: Server, from: number, end: number) => {
  for (let i = from; i < end; i += 1) await routing.route({ session_id: `s${i}` });
};

const watch = ({ rawAdmin }: Pick<Server, 'rawAdmin'>, request: WatchRequest) =>
  streamOf<WatchResponse__Output>(rawAdmin.watch(request));

/** Reads until so many events came. */
async function take(stream: ReturnType<typeof watch>, count: number): Promise<Event__Output[]> {
  const events: Event__Output[] = [];
  while (events.length < count) events.push(...((await stream.next())?.events ?? expect.fail('the watch ended')));
  return events;
}

describe('ListEvents', () => {
  test('tells the journal from its beginning, page by page', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 5);
    const kinds: string[] = [];
    let page = await server.admin.listEvents({ page_size: 3 });
    for (;;) {
      kinds.push(...page.events.map(({ kind }) => kind));
      if (!page.more) break;
      page = await server.admin.listEvents({ page_size: 3, after_sequence: page.events.at(-1)!.sequence });
    }
    expect(kinds).toEqual(['backend-created', 'backend-created', ...Array(5).fill('assigned')]);
    expect(page.sequence).toBe(page.events.at(-1)!.sequence);
    expect(page.oldest_sequence).toBeGreaterThan(0);
  });

  test('tells the newest when asked for the tail, oldest first', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 5);
    const { events, more } = await server.admin.listEvents({ page_size: 2, tail: true });
    expect(events.map(({ session_id }) => session_id)).toEqual(['s3', 's4']);
    expect(more).toBe(false);
  });

  test('keeps to a session, a backend, kinds, a pool and a time', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 3);
    await server.admin.moveSession({ session_id: 's0', to_backend_id: 'api-2' });
    const list = async (request: object) =>
      (await server.admin.listEvents(request)).events.map(({ kind, session_id }) => `${kind} ${session_id}`.trim());
    expect(await list({ session_id: 's0' })).toEqual(['assigned s0', 'moved s0']);
    expect(await list({ backend_id: 'api-2' })).toEqual(['backend-created', 'assigned s1', 'moved s0']);
    expect(await list({ kinds: ['moved', 'pinned'] })).toEqual(['moved s0']);
    expect(await list({ pool: 'blue' })).toEqual([]);
    const { time } = await server.admin.getStatus({});
    expect(await list({ since: { seconds: time!.seconds + 60 } })).toEqual([]);
    expect(await list({ until: { seconds: time!.seconds - 60 } })).toEqual([]);
    expect(await list({ since: { seconds: time!.seconds - 60 }, until: { seconds: time!.seconds + 60 } })).toHaveLength(
      6,
    );
  });

  test.each([
    [{ kinds: ['moved', 'mooved'] }, 'kinds[1]'],
    [{ page_size: -1 }, 'page_size'],
    [{ backend_id: 'a b' }, 'backend_id'],
    [{ pool: '*' }, 'pool'],
    [{ since: { seconds: 1, nanos: -1 } }, 'since'],
    [{ until: { seconds: 1e15 } }, 'until'],
  ])('refuses %j', async (request, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.listEvents(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
  });
});

describe('Watch', () => {
  test('begins with what comes next, and says at once from where', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 3);
    const stream = watch(server, {});
    const { sequence } = await server.admin.getStatus({});
    expect(await stream.next()).toEqual({ events: [], sequence });
    await route(server, 3, 5);
    expect((await take(stream, 2)).map(({ session_id }) => session_id)).toEqual(['s3', 's4']);
  });

  test('goes on after a sequence without gap or repetition, and then as it happens', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 20);
    const { events } = await server.admin.listEvents({});
    const stream = watch(server, { after_sequence: events[9]!.sequence });
    await Promise.all([route(server, 20, 40), route(server, 40, 60)]);
    const seen = await take(stream, events.length - 10 + 40);
    const all = await server.admin.listEvents({ page_size: 1_000 });
    expect(seen).toEqual(all.events.slice(10));
  });

  test('follows a list of sessions without a gap', async () => {
    const server = await aServerWithBackends();
    await route(server, 0, 5);
    const { sessions, sequence } = await server.admin.listSessions({});
    await route(server, 5, 10);
    const stream = watch(server, { after_sequence: sequence });
    const seen = (await take(stream, 5)).map(({ session_id }) => session_id);
    expect([...sessions.map(({ session_id }) => session_id), ...seen]).toEqual(
      Array.from({ length: 10 }, (_, i) => `s${i}`),
    );
  });

  test('tells only what it is asked for', async () => {
    const server = await aServerWithBackends();
    const mine = watch(server, { session_id: 's1' });
    const moves = watch(server, { kinds: ['moved'], backend_id: 'api-1' });
    await Promise.all([mine.next(), moves.next()]);
    await route(server, 0, 3);
    await server.admin.moveSession({ session_id: 's1', to_backend_id: 'api-1' });
    expect((await take(mine, 2)).map(({ kind }) => kind)).toEqual(['assigned', 'moved']);
    expect(await take(moves, 1)).toMatchObject([{ kind: 'moved', session_id: 's1' }]);
  });

  test('tells how far it is, though it leaves everything out', async () => {
    const server = await aServerWithBackends();
    const stream = watch(server, { kinds: ['moved'] });
    const first = await stream.next();
    for (let i = 0; i < 600; i += 1) {
      await server.routing.route({ session_id: 's' });
      await server.routing.endSession({ session_id: 's' });
    }
    const told = await stream.next();
    expect(told!.events).toEqual([]);
    expect(told!.sequence).toBeGreaterThan(first!.sequence + 999);
  });

  test('goes on where it left off after a restart on the same folder', async () => {
    const directory = aFolder();
    const open = () => openSqliteStore({ directory, durability: 'full' });
    const before = await aServer({ store: open() });
    await before.admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
    const stream = watch(before, {});
    await stream.next();
    await route(before, 0, 5);
    const seen = await take(stream, 3);
    await route(before, 5, 8);
    await before.server.stop(0);
    await before.engine.store.close();
    expect(await stream.error()).toMatchObject({ code: status.UNAVAILABLE });

    const after = await aServer({ store: open() });
    const resumed = watch(after, { after_sequence: seen.at(-1)!.sequence });
    await route(after, 8, 10);
    const rest = await take(resumed, 10 - seen.length);
    expect([...seen, ...rest].map(({ session_id }) => session_id)).toEqual(
      Array.from({ length: 10 }, (_, i) => `s${i}`),
    );
    const sequences = [...seen, ...rest].map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  });

  test('says so when the journal no longer reaches back so far', async () => {
    const directory = aFolder();
    const store = openSqliteStore({
      directory,
      durability: 'full',
      journal: { shortMs: 1, longMs: 1, rows: 3 } as never,
    });
    await store.close();
  });

  test('of a sequence that is still to come is refused', async () => {
    const server = await aServerWithBackends();
    const error = await watch(server, { after_sequence: 1_000_000 }).error();
    expect(error).toMatchObject({ code: status.OUT_OF_RANGE, details: expect.stringContaining('of another dataset') });
    expect(readErrorDetails(error!.metadata)).toMatchObject({ reason: 'JOURNAL_TRUNCATED' });
  });

  test('refuses what is wrong', async () => {
    const server = await aServerWithBackends();
    expect(await watch(server, { kinds: ['mooved'] }).error()).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
