import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changesFor } from '../../cli/apply/changes.ts';
import { parsePlan } from '../../cli/apply/plan-file.ts';
import { aDaemonOfItsOwn } from './a-daemon.ts';
import { aFolder } from './programs.ts';

const rooms = `
pools:
  - name: rooms
    policy: consistent_hash
    hash_on: header:X-Room
    idle_timeout: 2h
    max_lifetime: 24h
    on_unhealthy: hold
    hosts: [rooms.example.com]
    path_prefixes: [/rooms]
    expose_assignment: true
    affinity: { key_sources: ["header:X-Room"], cookie_max_age: 2h }
backends:
  - { id: api-1, address: "10.0.0.1:80" }
  - { id: room-1, pool: rooms, address: "[::1]:80", weight: 3, zone: a, labels: { rack: r7 }, max_sessions: 500,
      probe: { kind: http, path: /health, interval: 2s } }
`;

function aFile(text: string): string {
  const file = join(aFolder(), 'plan.yaml');
  writeFileSync(file, text);
  return file;
}

describe('a file that asks for pools and backends', () => {
  const backend = (fields: string) => `backends:\n  - { id: api-1, address: "a:80", ${fields} }`;
  test.each([
    ['[]', 'plan.yaml is no map'],
    ['a: [', 'plan.yaml is neither YAML nor JSON'],
    ['{"pools": [}', 'plan.yaml is neither YAML nor JSON'],
    ['backend: []', 'backend is not understood'],
    ['backends: {}', 'backends is no list'],
    ['backends: [api-1]', 'backends[0] is no map'],
    ['backends: [{ address: "a:80" }]', 'backends[0].id is missing'],
    ['backends: [{ id: api-1 }]', 'backends[0].address is missing'],
    [backend('wieght: 2'), 'backends[0].wieght is no setting'],
    [backend('session_count: 2'), 'backends[0].session_count is no setting'],
    [backend('weight: "2"'), 'backends[0].weight is no number'],
    [backend('weight: 1.5'), 'backends[0].weight is 1.5'],
    [backend('weight: -1'), 'backends[0].weight is -1'],
    [backend('weight: null'), 'backends[0].weight says nothing'],
    [backend('labels: { rack: 7 }'), 'backends[0].labels.rack is no text'],
    [backend('probe: { interval: 5 }'), 'backends[0].probe.interval is no duration'],
    [backend('probe: { interval: 5d }'), 'backends[0].probe.interval: "5d" is not a duration'],
    [backend('probe: { kind: icmp }'), 'backends[0].probe.kind is "icmp"'],
    [`${backend('weight: 1')}\n  - { id: api-1, address: "b:80" }`, 'backends[1] is default/api-1 once more'],
    ['pools: [{ name: a, affinity: { key_sources: sid } }]', 'pools[0].affinity.key_sources is no list'],
    ['pools: [{ name: a, affinity: { cookie_partitioned: "yes" } }]', 'is neither true nor false'],
  ])('%j is refused with the path of what is wrong', async (text, words) => {
    await expect(parsePlan(text, 'plan.yaml')).rejects.toThrow(words);
  });

  test('names what may have been meant', async () => {
    const refused = parsePlan('pools: [{ name: a, polcy: random }]', 'plan.yaml');
    await expect(refused).rejects.toMatchObject({ problem: { hint: 'did you mean policy?', exitCode: 2 } });
  });

  test('may be empty', async () => {
    expect(await parsePlan('', 'plan.yaml')).toEqual({ pools: [], backends: [] });
    expect(changesFor({ pools: [], backends: [] }, { pools: [], backends: [] }, { prune: true })).toEqual([]);
  });
});

describe('lbctl apply', () => {
  test('makes what the file says, and nothing the second time', async () => {
    const lbd = await aDaemonOfItsOwn();
    const file = aFile(rooms);
    const preview = await lbd.run('apply', '-f', file, '--diff');
    expect(preview).toMatchObject({ code: 6, stdout: expect.stringContaining('+ backend rooms/room-1\n') });
    expect((await lbd.json('backends', '-A')).backends).toEqual([]);

    const applied = await lbd.run('apply', '-f', file);
    expect(applied).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/\n3 created\n$/) });
    expect(await lbd.json('backends', 'show', 'room-1', '--pool', 'rooms')).toMatchObject({
      weight: 3,
      zone: 'a',
      labels: { rack: 'r7' },
      max_sessions: 500,
      probe: { kind: 'HTTP', path: '/health', interval: '2s' },
    });
    expect(await lbd.run('apply', '-f', file)).toMatchObject({ code: 0, stdout: '3 as they were\n' });
    expect(await lbd.run('apply', '-f', file, '--diff')).toMatchObject({ code: 0, stdout: 'nothing would change\n' });
  });

  test('changes what differs, setting by setting, and leaves alone what the file does not say', async () => {
    const lbd = await aDaemonOfItsOwn();
    await lbd.run('apply', '-f', aFile(rooms));
    await lbd.run('backends', 'set', 'room-1', '--pool', 'rooms', '--zone', 'b', '--weight', '7');
    const { changes } = await lbd.json(
      'apply',
      '-f',
      aFile('backends: [{ id: room-1, pool: rooms, address: "[::1]:80", weight: 3, probe: { kind: tcp } }]'),
    );
    expect(changes).toEqual([
      {
        kind: 'backend',
        action: 'update',
        pool: 'rooms',
        id: 'room-1',
        fields: [
          { field: 'weight', from: 7, to: 3 },
          { field: 'probe.kind', from: 'http', to: 'tcp' },
        ],
      },
    ]);
    expect(await lbd.json('backends', 'show', 'room-1', '--pool', 'rooms')).toMatchObject({ weight: 3, zone: 'b' });
  });

  test('says that a new address moves sessions, and keeps them when that is said', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1']);
    await lbd.run('route', 'ada');
    const file = aFile('backends: [{ id: api-1, address: "b:80" }]');
    expect((await lbd.run('apply', '-f', file, '--diff')).stdout).toContain('1 session moves, unless --keep-sessions');
    await lbd.run('apply', '-f', file, '--keep-sessions');
    expect(await lbd.json('route', 'ada')).toMatchObject({ outcome: 'KEPT', backend: { address: 'b:80' } });
  });

  test('names what fails, does the rest, and ends with 1', async () => {
    const lbd = await aDaemonOfItsOwn();
    const file = aFile(
      'backends: [{ id: a, address: "a:80" }, { id: b, address: "b:80", weight: 1001 }, { id: c, pool: no, address: "c:80" }]',
    );
    const { code, stdout, stderr } = await lbd.run('apply', '-f', file);
    expect(code).toBe(1);
    expect(stdout).toContain('backend default/a created\n1 created\n');
    expect(stderr).toContain('error: backend default/b: backend.weight: must be 0 to 1,000, not 1001');
    expect(stderr).toContain('error: 2 of 3 failed: backend default/b, backend no/c');
    const asJson = await lbd.run('apply', '-f', file, '--json');
    expect(JSON.parse(asJson.stdout).changes[1]).toMatchObject({ id: 'b', error: expect.stringContaining('1001') });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { reason: 'SOME_FAILED' } });
  });

  test('with --prune drains backends before they go, and wants to be sure', async () => {
    const lbd = await aDaemonOfItsOwn();
    await lbd.run('apply', '-f', aFile(rooms));
    await lbd.run('backends', 'add', 'api-2', 'api-2.test:80');
    await lbd.run('route', '--count', '10');
    await lbd.run('route', 'rita', '--pool', 'rooms');
    const file = aFile('backends: [{ id: api-1, address: "10.0.0.1:80" }]');
    expect((await lbd.run('apply', '-f', file, '--prune', '--diff')).stdout).toBe(
      '- backend default/api-2 (drained first: 5 sessions)\n- backend rooms/room-1 (drained first: 1 session)\n- pool rooms\n',
    );
    expect((await lbd.run('apply', '-f', file, '--prune')).code).toBe(2);

    const pruned = await lbd.run('apply', '-f', file, '--prune', '--deadline', '0s', '--yes');
    expect(pruned).toMatchObject({ code: 0, stdout: expect.stringContaining('pool rooms removed') });
    expect((await lbd.run('backends', '-A', '-o', 'name')).stdout).toBe('api-1\n');
    const { events } = await lbd.json('events', '--backend', 'api-2', '--kind', 'drained', '--kind', 'backend-deleted');
    expect(events.map(({ kind }: { kind: string }) => kind)).toEqual(['drained', 'backend-deleted']);
    expect((await lbd.json('sessions', '--count')).count).toBe(10);
  });

  test('with --prune a backend that does not become empty stays', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1']);
    await lbd.run('route', 'ada');
    const pruned = await lbd.run('apply', '-f', aFile(''), '--prune', '--yes', '--timeout', '300ms');
    expect(pruned).toMatchObject({ code: 1, stderr: expect.stringContaining('1 session left; the drain goes on') });
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ admin_state: 'DRAINING', session_count: 1 });
  });

  test('two at once: who comes second is told, and repeats it', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1']);
    const weights = (weight: number) => aFile(`backends: [{ id: api-1, address: "api-1.test:80", weight: ${weight} }]`);
    const both = await Promise.all([2, 3].map((weight) => lbd.program('apply', '-f', weights(weight))));
    for (const { code, stderr } of both) {
      expect([0, 1]).toContain(code);
      if (code === 1) expect(stderr).toMatch(/api-1: .*etag/);
    }
    expect((await lbd.run('apply', '-f', weights(3))).code).toBe(0);
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ weight: 3 });
  });

  test('takes a thousand backends at once, from stdin', async () => {
    const lbd = await aDaemonOfItsOwn();
    const backends = Array.from({ length: 1_000 }, (_, i) => ({
      id: `api-${i}`,
      address: `10.0.${i >> 8}.${i & 255}:80`,
    }));
    const file = aFile(JSON.stringify({ backends }));
    expect((await lbd.run('apply', '-f', file)).stdout).toMatch(/\n1000 created\n$/);
    expect((await lbd.run('apply', '-f', file)).stdout).toBe('1000 as they were\n');
  });
});

describe('lbctl export', () => {
  test('writes what apply and lbd --bootstrap read: three lbds are alike', async () => {
    const first = await aDaemonOfItsOwn();
    await first.run('apply', '-f', aFile(rooms));
    const flags =
      '--policy least_sessions --unconfirmed-timeout 1m --bounded-load 1.5 --slow-start 10s --eject-after 0';
    await first.run('pools', 'set', 'default', ...flags.split(' '), '--session-ids', 'sealed', '--break-after', '0s');
    const { stdout: exported } = await first.run('export');
    expect(exported).toContain('slow_start: 10s');

    const second = await aDaemonOfItsOwn();
    expect((await second.run('apply', '-f', aFile(exported))).code).toBe(0);
    expect((await second.run('export')).stdout).toBe(exported);
    expect((await second.run('apply', '-f', aFile(exported), '--diff')).code).toBe(0);

    const third = await aDaemonOfItsOwn([], { args: ['--store', 'memory', '--bootstrap', aFile(exported)] });
    expect((await third.run('export')).stdout).toBe(exported);

    const asJson = aFile(JSON.stringify(await first.json('export')));
    expect(readFileSync(asJson, 'utf8')).toMatch(/^\{/);
    expect((await third.run('apply', '-f', asJson, '--diff')).code).toBe(0);
  });
});
