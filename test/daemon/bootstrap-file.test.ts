import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBootstrapFile } from '../../daemon/config/bootstrap-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbd-bootstrap-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(yaml: string) {
  const file = join(folder, 'pools.yaml');
  writeFileSync(file, yaml);
  return readBootstrapFile(file);
}

test('a bootstrap file names pools and backends as the API does', () => {
  const plan = read(`
pools:
  - name: default
    policy: least_sessions
  - { name: rooms, policy: consistent_hash, hash_on: client_ip, idle_timeout: 1h30m, session_ids: sealed }
backends:
  - { id: api-1, address: "10.0.0.1:8080" }
  - { id: room-1, pool: rooms, address: "[::1]:80", weight: 3, zone: a, labels: { rack: r7 }, max_sessions: 500 }
`);

  expect(plan.pools).toEqual([
    { name: 'default', settings: { policy: 'least_sessions' } },
    {
      name: 'rooms',
      settings: { policy: 'consistent_hash', hashOn: 'client_ip', idleTimeoutMs: 5_400_000, sessionIds: 'sealed' },
    },
  ]);
  expect(plan.backends).toMatchObject([
    { pool: 'default', id: 'api-1', settings: { address: '10.0.0.1:8080', weight: 1, maxSessions: 0 } },
    { pool: 'rooms', id: 'room-1', settings: { weight: 3, zone: 'a', labels: { rack: 'r7' }, maxSessions: 500 } },
  ]);
});

test('a bootstrap file tells how requests name their session', () => {
  const affinity =
    '{ key_sources: ["header:X-Room"], cookie_name: room, cookie_max_age: 2h, cookie_same_site: strict }';
  expect(read(`pools:\n  - { name: rooms, affinity: ${affinity} }\n`).pools[0]?.settings).toEqual({
    affinity: { keySources: ['header:x-room'], cookieName: 'room', cookieMaxAgeMs: 7_200_000, sameSite: 'strict' },
  });
});

describe('a bootstrap file is refused with the path of what is wrong', () => {
  const backend = (fields: string) => `backends:\n  - { id: api-1, address: "10.0.0.1:80", ${fields} }\n`;
  test.each([
    ['backend: []\n', 'Unrecognized key: "backend"'],
    [backend('adress: x'), 'backends[0]: Unrecognized key: "adress"'],
    ['backends:\n  - { id: api-1, address: web }\n', 'backends[0].address: takes host:port or [v6]:port'],
    ['backends:\n  - { id: api-1, address: "a:70000" }\n', 'backends[0].address: takes a port from 1 to 65535'],
    ['backends:\n  - { id: "-a", address: "a:7" }\n', 'backends[0].id: takes 1 to 63 of'],
    [backend('weight: 1001'), 'backends[0].weight: '],
    [backend('pool: rooms'), 'backends[0].pool: there is no pool "rooms"'],
    [`${backend('weight: 1')}  - { id: api-1, address: "a:7" }\n`, 'backends[1].id: "default/api-1" is there twice'],
    ['pools:\n  - { name: a, idle_timeout: 0s }\n', 'pools[0].idle_timeout: takes a duration from 1ms to 8760h'],
    ['pools:\n  - { name: a }\n  - { name: a }\n', 'pools[1].name: "a" is there twice'],
    ['pools: { name: a }\n', 'pools: '],
    [
      'pools:\n  - { name: a, affinity: { key_sources: [sid] } }\n',
      'pools[0].affinity.key_sources[0]: takes cookie:NAME',
    ],
    ['pools:\n  - { name: a, affinity: { cookie_name: "a b" } }\n', 'pools[0].affinity.cookie_name: takes 1 to 64'],
  ])('%j', (yaml, expected) => {
    expect(() => read(yaml)).toThrow(expected);
  });
});
