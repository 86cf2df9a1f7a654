import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import type { DrainProgress__Output } from '../../proto/generated/lb/v1/DrainProgress.ts';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';
import { streamOf } from './stream-of.ts';

const hour = { seconds: 3_600 };

/** Four backends in two zones; six sessions on those of zone a. */
async function aServerWithZones() {
  const server = await aServer();
  const { admin, routing } = server;
  const add = (id: string, labels: Record<string, string>) =>
    admin.createBackend({ backend: { id, address: `${id}:80`, labels } });
  await add('a-1', { zone: 'a', disk: 'ssd' });
  await add('a-2', { zone: 'a', disk: 'hdd' });
  for (let i = 0; i < 6; i += 1) await routing.route({ session_id: `s${i}` });
  await add('b-1', { zone: 'b', disk: 'ssd' });
  await add('b-2', { zone: 'b' });
  const states = async () =>
    Object.fromEntries(
      (await admin.listBackends({})).backends.map(({ id, admin_state }) => [id, admin_state.slice(12)]),
    );
  return { ...server, states };
}

describe('a selector', () => {
  test('drains every backend of the pool with its labels', async () => {
    const { admin, states } = await aServerWithZones();
    const drain = await admin.drainBackend({ selector: 'zone=a', deadline: hour });
    expect(drain).toMatchObject({ backend: null, remaining: 6, warnings: [] });
    expect(drain.backends.map(({ id }) => id)).toEqual(['a-1', 'a-2']);
    expect(await states()).toEqual({ 'a-1': 'DRAINING', 'a-2': 'DRAINING', 'b-1': 'ACTIVE', 'b-2': 'ACTIVE' });
  });

  test('wants all its labels', async () => {
    const { admin, states } = await aServerWithZones();
    await admin.drainBackend({ selector: 'zone=a, disk=ssd', deadline: hour });
    expect(await states()).toMatchObject({ 'a-1': 'DRAINING', 'a-2': 'ACTIVE', 'b-1': 'ACTIVE' });
  });

  test('that matches nothing finds nothing', async () => {
    const { admin } = await aServerWithZones();
    expect(await refused(admin.drainBackend({ selector: 'zone=c' }))).toMatchObject({
      code: status.NOT_FOUND,
      message: 'no backend of pool "default" has the labels "zone=c"',
    });
  });

  test.each([
    [{ selector: 'zone' }, 'selector'],
    [{ selector: '=a' }, 'selector'],
    [{ selector: 'zone=a,zone=b' }, 'selector'],
    [{ selector: 'zone=a,' }, 'selector'],
    [{ selector: 'zone=a', backend_id: 'a-1' }, 'selector'],
    [{ selector: 'x'.repeat(5_000) }, 'selector'],
    [{ selector: 'zone=a', to: 'a-2' }, 'to'],
    [{ backend_id: 'a-1', to: 'a-1' }, 'to'],
    [{ backend_id: 'a-1', to: 'a b' }, 'to'],
    [{ backend_id: 'a-1', rate: 1_000_001 }, 'rate'],
    [{ backend_id: 'a-1', idle_deadline: { seconds: -1 } }, 'idle_deadline'],
    [{ backend_id: 'a-1', idle_deadline: { seconds: 86_401 } }, 'idle_deadline'],
    [{ backend_id: 'a-1', mode: 9 as 1 }, 'mode'],
    [{ backend_id: 'a-1', at_deadline: 9 as 1 }, 'at_deadline'],
  ])('or another wish that makes no sense is refused, and nothing drains: %j', async (request, field) => {
    const { admin, states } = await aServerWithZones();
    expect(await refused(admin.drainBackend(request))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field } },
    });
    expect(Object.values(await states())).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });
});

describe('a drain', () => {
  test('is previewed without being begun', async () => {
    const { admin, states } = await aServerWithZones();
    const one = await admin.drainBackend({ backend_id: 'a-1', deadline: { seconds: 0 }, validate_only: true });
    expect(one).toMatchObject({
      backend: { id: 'a-1', admin_state: 'ADMIN_STATE_ACTIVE' },
      remaining: 3,
      preview: { held: 3, leaving: 0, receivers: { 'a-2': 1, 'b-1': 1, 'b-2': 1 }, homeless: 0 },
    });
    const zone = await admin.drainBackend({ selector: 'zone=a', deadline: hour, validate_only: true });
    expect(zone).toMatchObject({ backend: null, preview: { held: 6, leaving: 6, receivers: {}, homeless: 0 } });
    expect(Object.values(await states())).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  test('says that nobody is left to take its sessions', async () => {
    const { admin } = await aServerWithZones();
    await admin.cordonBackend({ backend_id: 'b-1' });
    await admin.cordonBackend({ backend_id: 'b-2' });
    const { warnings } = await admin.drainBackend({ selector: 'zone=a', deadline: hour });
    expect(warnings).toEqual([expect.stringContaining('nobody else of pool "default" may take sessions now')]);
  });

  test('of a backend that is drained already is answered with a warning', async () => {
    const { admin } = await aServerWithZones();
    await admin.drainBackend({ backend_id: 'a-1', deadline: { seconds: 0 } });
    const again = await admin.drainBackend({ backend_id: 'a-1' });
    expect(again).toMatchObject({
      backend: { admin_state: 'ADMIN_STATE_DRAINED' },
      warnings: ['backend "a-1" was drained already: nothing changes there'],
    });
  });
});

describe('WatchDrain', () => {
  test('follows a drain to its end', async () => {
    const { admin, rawAdmin, engine } = await aServerWithZones();
    await admin.drainBackend({ backend_id: 'a-1', deadline: hour });
    const watch = streamOf<DrainProgress__Output>(rawAdmin.watchDrain({ backend_id: 'a-1' }));
    expect(await watch.next()).toMatchObject({ remaining: 3, to_move: 0, moved: 0, expired: 0, done: false });

    await admin.expireNow({ backend_id: 'a-1' });
    await engine.drains.settle();
    const rest = await watch.rest();
    expect(rest.filter(({ done }) => done)).toHaveLength(1);
    expect(rest.at(-1)).toMatchObject({
      backend: { id: 'a-1', admin_state: 'ADMIN_STATE_DRAINED' },
      remaining: 0,
      to_move: 0,
      expired: 3,
      eta: null,
      done: true,
    });
  });

  test('ends for all its watchers when the drain is undone', async () => {
    const { admin, rawAdmin } = await aServerWithZones();
    await admin.drainBackend({ backend_id: 'a-1', deadline: hour });
    const watches = [1, 2, 3].map(() => streamOf<DrainProgress__Output>(rawAdmin.watchDrain({ backend_id: 'a-1' })));
    for (const watch of watches) await watch.next();
    await admin.undrainBackend({ backend_id: 'a-1' });
    for (const watch of watches) {
      expect((await watch.rest()).at(-1)).toMatchObject({ backend: { admin_state: 'ADMIN_STATE_ACTIVE' }, done: true });
    }
  });

  test('is left by a client without a trace, and the others go on', async () => {
    const { admin, rawAdmin } = await aServerWithZones();
    await admin.drainBackend({ backend_id: 'a-1', deadline: hour });
    const [gone, there] = [1, 2].map(() => streamOf<DrainProgress__Output>(rawAdmin.watchDrain({ backend_id: 'a-1' })));
    await gone!.next();
    await there!.next();
    gone!.cancel();
    expect(await gone!.error()).toMatchObject({ code: status.CANCELLED });
    await admin.drainBackend({ backend_id: 'a-1', deadline: { seconds: 0 } });
    expect((await there!.rest()).at(-1)).toMatchObject({ done: true });
  });

  test('of a backend that is not there finds nothing', async () => {
    const { rawAdmin } = await aServerWithZones();
    const watch = streamOf(rawAdmin.watchDrain({ backend_id: 'c-1' }));
    expect(await watch.error()).toMatchObject({ code: status.NOT_FOUND });
  });

  test('ends with UNAVAILABLE when lbd stops', async () => {
    const { admin, rawAdmin, server } = await aServerWithZones();
    await admin.drainBackend({ backend_id: 'a-1', deadline: hour });
    const watch = streamOf(rawAdmin.watchDrain({ backend_id: 'a-1' }));
    await watch.next();
    const stopped = server.stop(10_000);
    expect(await watch.error()).toMatchObject({ code: status.UNAVAILABLE });
    await stopped;
  });
});
