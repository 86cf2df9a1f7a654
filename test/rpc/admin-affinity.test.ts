import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { aServer } from './a-server.ts';
import { refused } from './refused.ts';

const seconds = (count: number) => ({ seconds: count, nanos: 0 });

const everySetting = {
  affinity_mode: 'AFFINITY_MODE_LEARNED' as const,
  unknown_learned: 'UNKNOWN_LEARNED_REJECT' as const,
  labels_from: 'response-header:X-LB-Labels',
  key_sources: ['header:mcp-session-id', 'cookie:sid', 'query:sid', 'path:/rooms/{id}'],
  cookie_format: 'COOKIE_FORMAT_PLAIN' as const,
  cookie_name: '__Host-blue',
  backend_cookie_name: 'blue-backend',
  cookie_path: '/',
  cookie_domain: '',
  cookie_same_site: 'SAME_SITE_NONE' as const,
  cookie_always_secure: true,
  cookie_max_age: seconds(3_600),
  cookie_partitioned: true,
  cookie_to_backend: true,
  logout_path: '/logout',
};

describe("a pool's affinity", () => {
  test('is taken and told, every setting of it', async () => {
    const { admin } = await aServer();
    const made = await admin.createPool({ pool: { name: 'blue', affinity: everySetting } });
    expect(made).toMatchObject({ affinity: everySetting });
    expect(await admin.getPool({ name: 'blue' })).toEqual(made);
  });

  test('has its defaults, with names of its own in each pool', async () => {
    const { admin } = await aServer();
    const names = { cookie_name: 'session_id', backend_cookie_name: 'backend' };
    expect(await admin.getPool({ name: 'default' })).toMatchObject({ affinity: names });
    expect(await admin.createPool({ pool: { name: 'blue' } })).toMatchObject({
      affinity: {
        key_sources: [],
        cookie_format: 'COOKIE_FORMAT_SIGNED',
        cookie_name: 'session_id_blue',
        backend_cookie_name: 'backend_blue',
        cookie_path: '/',
        cookie_same_site: 'SAME_SITE_LAX',
        cookie_max_age: null,
      },
    });
  });

  test('changes only in what a mask names, and goes back to its default where nothing is set', async () => {
    const { admin } = await aServer();
    await admin.createPool({ pool: { name: 'blue', affinity: everySetting } });
    const changed = await admin.updatePool({
      pool: { name: 'blue', affinity: { cookie_path: '/' } },
      update_mask: { paths: ['affinity.cookie_name', 'affinity.key_sources', 'affinity.affinity_mode'] },
    });
    expect(changed).toMatchObject({
      affinity: {
        ...everySetting,
        affinity_mode: 'AFFINITY_MODE_ISSUED',
        cookie_name: 'session_id_blue',
        key_sources: [],
      },
    });
  });

  test.each([
    [{ key_sources: ['sid'] }, 'key_sources'],
    [{ key_sources: ['cookie:a b'] }, 'key_sources'],
    [{ key_sources: ['path:/rooms'] }, 'key_sources'],
    [{ key_sources: ['path:/{a}/{b}'] }, 'key_sources'],
    [{ key_sources: Array.from({ length: 9 }, () => 'cookie:a') }, 'key_sources'],
    [{ cookie_name: 'a=b' }, 'cookie_name'],
    [{ cookie_name: 'same', backend_cookie_name: 'same' }, 'backend_cookie_name'],
    [{ cookie_name: 'session_id' }, 'cookie_name'],
    [{ backend_cookie_name: 'session_id' }, 'backend_cookie_name'],
    [{ cookie_path: '/a;Domain=x' }, 'cookie_path'],
    [{ cookie_path: 'a' }, 'cookie_path'],
    [{ cookie_domain: '.example.com' }, 'cookie_domain'],
    [{ cookie_name: '__Host-a', cookie_domain: 'example.com' }, 'cookie_domain'],
    [{ cookie_name: '__Host-a', cookie_path: '/a' }, 'cookie_path'],
    [{ cookie_same_site: 'SAME_SITE_NONE' as const }, 'cookie_same_site'],
    [{ cookie_partitioned: true }, 'cookie_partitioned'],
    [{ cookie_max_age: { seconds: 0, nanos: 1 } }, 'cookie_max_age'],
    [{ cookie_max_age: seconds(400 * 86_400 + 1) }, 'cookie_max_age'],
    [{ logout_path: 'logout' }, 'logout_path'],
    [{ labels_from: 'X-LB-Labels' }, 'labels_from'],
    [{ affinity_mode: 'AFFINITY_MODE_LEARNED' as const, key_sources: ['query:sid'] }, 'key_sources'],
    [{ cookie_format: 9 as 2 }, 'cookie_format'],
  ])('%j is refused by the path of the field', async (affinity, field) => {
    const { admin } = await aServer();
    expect(await refused(admin.createPool({ pool: { name: 'blue', affinity } }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      info: { metadata: { field: `pool.affinity.${field}` } },
    });
  });
});
