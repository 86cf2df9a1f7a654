import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

describe('the keys of cookies', () => {
  test('are listed without their secrets, rotated, and exported with them', async () => {
    const { admin } = await aServer();
    const [first] = (await admin.listKeys({})).keys;
    expect(first).toMatchObject({ active: true, retire_time: null, secret: '' });

    const { keys } = await admin.rotateKey({ reason: 'monthly' });
    expect(keys).toMatchObject([{ active: true }, { id: first?.id, active: false, secret: '' }]);
    expect(keys[1]?.retire_time).not.toBeNull();

    const exported = await admin.exportKeys({});
    expect(exported.keys.map(({ id }) => id)).toEqual(keys.map(({ id }) => id));
    for (const { secret } of exported.keys) expect(Buffer.from(secret, 'base64')).toHaveLength(32);
    expect((await admin.rotateKey({ drop_others: true })).keys).toHaveLength(1);
  });

  test('are not rotated past four old ones', async () => {
    const { admin } = await aServer();
    for (let i = 0; i < 4; i += 1) await admin.rotateKey({});
    expect(await refused(admin.rotateKey({}))).toMatchObject({ code: status.FAILED_PRECONDITION });
  });
});

describe('a cookie that is inspected', () => {
  test('is told apart, with the session it belongs to', async () => {
    const { admin } = await aServer();
    expect(await admin.inspectCookie({ value: 'x' })).toMatchObject({ verdict: 'malformed', session_id: '' });
    const value = 'ada.api-1.1.2.s44we8.k1.AAAAAAAAAAAAAAAAAAAAAA';
    expect(await admin.inspectCookie({ value })).toMatchObject({
      verdict: 'unknown-key',
      session_id: 'ada',
      backend_id: 'api-1',
      generation: 2,
      issue_time: { seconds: 1_700_000_000, nanos: 0 },
      key_id: 'k1',
      session: null,
    });
    expect(await refused(admin.inspectCookie({ pool: 'none', value }))).toMatchObject({ code: status.NOT_FOUND });
  });
});
