import { once } from 'node:events';
import { connect } from 'node:net';
import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import type { Store } from '../../daemon/core/ports.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { aServer } from './a-server.ts';
import { aSlowStore } from './a-slow-store.ts';
import { refused } from './refused.ts';

/** Longer than a test may take: a stop that waits for it fails the test. */
const forEver = 3_600_000;

async function aSlowServer() {
  const { store, claimed, release } = aSlowStore();
  const server = await aServer({ store });
  await server.admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
  return { ...server, claimed, release };
}

describe('a stop', () => {
  test('waits for the calls under way, and takes no new ones', async () => {
    const { routing, server, address, claimed, release } = await aSlowServer();
    const call = routing.route({ session_id: 'ada' });
    await claimed;

    const stopped = server.stop(forEver);
    const late = connect(address.slice('unix:'.length));
    const [error] = await once(late, 'error');
    expect(error.code).toBe('ENOENT');

    release();
    expect(await call).toMatchObject({ outcome: 'OUTCOME_ASSIGNED' });
    await stopped;
  });

  test('cuts off what is left when the grace is over', async () => {
    const { routing, server, claimed, release } = await aSlowServer();
    const call = refused(routing.route({ session_id: 'ada' }));
    await claimed;

    await server.stop(0);
    expect((await call).code).toBe(status.UNAVAILABLE);
    release();
  });

  test('does not wait for idle connections, and may be asked for twice', async () => {
    const { admin, server } = await aServer();
    await admin.getStatus({});
    await Promise.all([server.stop(forEver), server.stop(forEver)]);
    await server.stop(forEver);
  });

  test('does not wait for a peer that connected and says nothing', async () => {
    const { server, address } = await aServer();
    const silent = connect(address.slice('unix:'.length));
    const closed = once(silent.resume(), 'close');
    await once(silent, 'connect');
    await server.stop(forEver);
    await closed;
  });
});

test('while the store can not write, new sessions are refused and known ones are served', async () => {
  const store = openMemoryStore();
  let full = false;
  const failing: Store = {
    ...store,
    async claim(claim) {
      if (full) throw new LbError('store-unavailable', 'the disk is full');
      return await store.claim(claim);
    },
  };
  const { admin, routing } = await aServer({ store: failing });
  await admin.createBackend({ backend: { id: 'api-1', address: 'api-1:80' } });
  await routing.route({ session_id: 'ada' });
  full = true;

  expect(await refused(routing.route({ session_id: 'bob' }))).toMatchObject({
    code: status.UNAVAILABLE,
    info: { reason: 'STORE_UNAVAILABLE', retryDelayMs: 1_000 },
  });
  expect(await routing.route({ session_id: 'ada' })).toMatchObject({ outcome: 'OUTCOME_KEPT' });
});
