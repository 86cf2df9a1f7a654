import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

const api1 = { id: 'api-1', address: 'api-1:80' };
const wrong = (field: string) => ({
  code: status.INVALID_ARGUMENT,
  message: expect.stringContaining('does not serve it yet'),
  info: { metadata: { field } },
});

describe('what the contract has and this lbd does not do', () => {
  test('is not done by half: a preview of a drain does not drain', async () => {
    const { admin } = await aServer();
    await admin.createBackend({ backend: api1 });
    const preview = admin.drainBackend({ backend_id: 'api-1', validate_only: true, deadline: {} });
    expect(await refused(preview)).toMatchObject(wrong('validate_only'));
    expect(await admin.getBackend({ backend_id: 'api-1' })).toMatchObject({ admin_state: 'ADMIN_STATE_ACTIVE' });
  });

  test.each([
    [{ selector: 'zone=a' }, 'selector'],
    [{ mode: 'DRAIN_MODE_MOVE' as const }, 'mode'],
    [{ idle_deadline: { seconds: 1 } }, 'idle_deadline'],
  ])('is refused in DrainBackend: %j', async (request, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.drainBackend({ backend_id: 'api-1', ...request }))).toMatchObject(wrong(field));
  });

  test('is refused in the others', async () => {
    const { admin } = await aServer();
    const pool = { name: 'blue', on_unhealthy: 'REACTION_HOLD' as const };
    expect(await refused(admin.createPool({ pool }))).toMatchObject(wrong('pool.on_unhealthy'));
    const probed = { ...api1, probe: { kind: 'PROBE_KIND_TCP' as const } };
    expect(await refused(admin.createBackend({ backend: probed }))).toMatchObject(wrong('backend.probe'));
    expect(await refused(admin.listSessions({ order_by: 'idle' }))).toMatchObject(wrong('order_by'));
    expect(await refused(admin.expireNow({ filter: 'idle > 5m' }))).toMatchObject(wrong('filter'));
  });

  test('has no method', async () => {
    const { admin } = await aServer();
    expect(await refused(admin.moveSession({ session_id: 'ada' }))).toMatchObject({ code: status.UNIMPLEMENTED });
  });
});
