import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn } from './a-daemon.ts';

describe('lbctl backends', () => {
  test('lists them with state, health, sessions and share', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1', 'api-2']);
    await lbd.run('route', '--count', '3');
    expect((await lbd.run('backends')).stdout).toBe(
      'ID     ADDRESS        STATE   HEALTH   WEIGHT  SESSIONS   SHARE\n' +
        'api-1  api-1.test:80  active  unknown       1         2  66.7 %\n' +
        'api-2  api-2.test:80  active  unknown       1         1  33.3 %\n',
    );
    expect((await lbd.run('backends', 'list', '-o', 'name')).stdout).toBe('api-1\napi-2\n');
    expect((await lbd.run('backends', '-o', 'wide')).stdout).toContain('INCARNATION');
    const { backends } = await lbd.json('backends');
    expect(backends[0]).toMatchObject({ id: 'api-1', pool: 'default', admin_state: 'ACTIVE', labels: {}, weight: 1 });
    expect(Object.keys(backends[0])[0]).toBe('id');
  });

  test('says on stderr that there are none, and gives scripts an empty list', async () => {
    const lbd = await aDaemon();
    const { stdout, stderr } = await lbd.run('backends');
    expect(stdout).toBe('');
    expect(stderr).toContain('`lbctl backends add ID HOST:PORT` adds one');
    expect(await lbd.json('backends', '-A')).toEqual({ backends: [] });
  });

  test('add says what was added, and that nobody watches its health', async () => {
    const lbd = await aDaemon();
    const options = [
      '--weight',
      '3',
      '--zone',
      'eu',
      '--label',
      'tier=gold',
      '--label',
      'rack=7',
      '--max-sessions',
      '9',
    ];
    const added = await lbd.run('backends', 'add', 'api-1', '10.0.0.1:80', ...options);
    expect(added.stdout).toBe('api-1 added to pool default: 10.0.0.1:80, weight 3; no probe watches its health\n');
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({
      weight: 3,
      zone: 'eu',
      labels: { tier: 'gold', rack: '7' },
      max_sessions: 9,
    });
    expect((await lbd.run('backends', 'show', 'api-1')).stdout).toMatch(/^sessions +0 of at most 9$/m);
  });

  test('set changes only what is given: a label by its key, KEY= drops one', async () => {
    const lbd = await aDaemon();
    await lbd.run('backends', 'add', 'api-1', '10.0.0.1:80', '--label', 'tier=gold', '--label', 'rack=7');

    const { stdout } = await lbd.run(
      'backends',
      'set',
      'api-1',
      '--weight',
      '0',
      '--label',
      'rack=',
      '--label',
      'os=a',
    );
    expect(stdout).toBe('api-1 changed: weight 0, labels tier=gold,os=a\n');
    expect(await lbd.json('backends', 'set', 'api-1', '10.0.0.2:80', '--keep-sessions')).toMatchObject({
      address: '10.0.0.2:80',
      weight: 0,
      labels: { tier: 'gold', os: 'a' },
    });
  });

  test('set moves the sessions with the address, unless they are kept', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    await lbd.run('backends', 'set', 'api-1', 'api-1.test:81', '--keep-sessions');
    expect(await lbd.json('route', 'ada')).toMatchObject({ outcome: 'KEPT', backend: { address: 'api-1.test:81' } });
    await lbd.run('backends', 'set', 'api-1', 'api-1.test:82');
    expect(await lbd.json('route', 'ada')).toMatchObject({ outcome: 'MOVED' });
  });

  test('remove asks, refuses while there are sessions, and says who moves', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');

    const unasked = await lbd.run('backends', 'remove', 'api-1');
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('add --yes to do it without asking');
    const held = await lbd.run('backends', 'remove', 'api-1', '--yes');
    expect(held.code).toBe(1);
    expect(held.stderr).toContain('lbctl drain api-1');
    const forced = await lbd.run('backends', 'remove', 'api-1', '--yes', '--force');
    expect(forced.stdout).toBe('api-1 removed from pool default: 1 session moves at the next request\n');
  });
});

describe('lbctl drain', () => {
  test('says until when sessions stay, and answers a running drain as it is', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    await lbd.run('route', '--count', '4');
    const drained = await lbd.run('drain', 'api-1', '--deadline', '10m', '--reason', 'kernel update');
    expect(drained).toMatchObject({ code: 0, stderr: '' });
    expect(drained.stdout).toMatch(
      /^api-1 is draining: 2 sessions stay until (\S+ )?\d\d:\d\d:\d\d \(10m\); --now moves them\n$/,
    );
    expect((await lbd.run('backends')).stdout).toContain('draining (');
    const first = await lbd.json('backends', 'show', 'api-1');
    const again = await lbd.json('drain', 'api-1');
    expect(again).toMatchObject({ remaining: 2, backend: { admin_state: 'DRAINING' } });
    expect(again.backend.drain_deadline).toBe(first.drain_deadline);
  });

  test('--now drains at once', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    expect((await lbd.run('drain', 'api-1', '--now')).stdout).toBe(
      'api-1 is drained: it takes no sessions, and those it had move at their next request\n',
    );
    expect((await lbd.run('sessions')).stdout).toContain('moves');
  });

  test('warns when nobody is left to take new sessions', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    expect((await lbd.run('drain', 'api-1')).stderr).toBe('');
    const last = await lbd.run('drain', 'api-2', '--json');
    expect(last.code).toBe(0);
    expect(last.stderr).toContain('warning: nobody else of pool "default" may take sessions now');
    expect(JSON.parse(last.stdout)).toMatchObject({ backend: { id: 'api-2' } });
  });

  test('undrain, cordon and uncordon say what holds from then on', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('drain', 'api-1');
    expect((await lbd.run('undrain', 'api-1')).stdout).toContain('api-1 is active again');
    expect((await lbd.run('cordon', 'api-1')).stdout).toBe('api-1 is cordoned: no new sessions, its own stay\n');
    expect(await lbd.json('uncordon', 'api-1')).toMatchObject({ id: 'api-1', admin_state: 'ACTIVE' });
  });
});
