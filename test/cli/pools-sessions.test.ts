import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn } from './a-daemon.ts';

describe('lbctl pools', () => {
  test('set creates a pool, then changes it, and says which', async () => {
    const lbd = await aDaemonOfItsOwn();
    const created = await lbd.run('pools', 'set', 'games', '--policy', 'consistent_hash', '--hash-on', 'client_ip');
    expect(created.stdout).toBe(
      'pool games created: consistent_hash(client_ip), idle timeout 30m, max lifetime no bound\n',
    );
    const updated = await lbd.run('pools', 'set', 'games', '--idle-timeout', '2s', '--max-lifetime', '1h30m');
    expect(updated.stdout).toBe(
      'pool games updated: consistent_hash(client_ip), idle timeout 2s, max lifetime 1h30m\n',
    );
    expect((await lbd.run('pools', 'set', 'games')).stdout).toContain('pool games exists already, unchanged');
    const options = ['--max-lifetime', '0s', '--unknown-id', 'replace', '--session-ids', 'sealed'];
    const pool = await lbd.json('pools', 'set', 'games', ...options);
    expect(pool).toMatchObject({ name: 'games', idle_timeout: '2s', unknown_id: 'REPLACE', session_ids: 'SEALED' });
    expect(pool).not.toHaveProperty('max_lifetime');
  });

  test('are listed, shown and removed', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1']);
    await lbd.run('pools', 'set', 'games');
    expect((await lbd.run('pools')).stdout).toBe(
      'NAME     POLICY       IDLE TIMEOUT  MAX LIFETIME  BACKENDS  SESSIONS\n' +
        'default  round_robin           30m      no bound         1         0\n' +
        'games    round_robin           30m      no bound         0         0\n',
    );
    expect((await lbd.run('pools', 'show', 'games')).stdout).toMatch(/^unknown id +adopt$/m);
    expect((await lbd.run('pools', 'remove', 'games')).code).toBe(2);
    expect(await lbd.run('pools', 'remove', 'games', '--yes')).toMatchObject({
      code: 0,
      stdout: 'pool games removed\n',
    });
    expect((await lbd.run('pools', '-o', 'name')).stdout).toBe('default\n');
    expect((await lbd.json('pools')).pools).toHaveLength(1);
  });
});

describe('lbctl sessions', () => {
  test('lists who lives where, page by page, up to the limit', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    await lbd.run('route', '--count', '1500');

    const listed = await lbd.run('sessions');
    expect(listed.stdout.trimEnd().split('\n')).toHaveLength(101);
    expect(listed.stdout).toMatch(/^SESSION +BACKEND +STAYS +GENERATION +LAST ACTIVE +EXPIRES +WHY HERE\n/);
    expect(listed.stderr).toContain('these are the first 100');

    const all = await lbd.json('sessions', '--limit', '0');
    expect(new Set(all.sessions.map((session: { session_id: string }) => session.session_id)).size).toBe(1500);
    expect(all).toMatchObject({ next_page_token: '', sequence: expect.stringMatching(/^\d+$/) });
    expect(await lbd.json('sessions', '--limit', '7')).toMatchObject({ next_page_token: expect.stringMatching(/./) });

    expect((await lbd.run('sessions', '--count')).stdout).toBe('1500\n');
    expect((await lbd.run('sessions', '--backend', 'api-1', '--count')).stdout).toBe('750\n');
    expect(await lbd.json('sessions', '--filter', 'backend = "api-2"', '--count', '-A')).toEqual({ count: 750 });
  });

  test('of one pool, or of all', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('pools', 'set', 'games');
    await lbd.run('backends', 'add', 'g-1', 'g-1.test:80', '--pool', 'games');
    await lbd.run('route', 'ada');
    await lbd.run('route', 'bob', '--pool', 'games');
    expect((await lbd.run('sessions', '-o', 'name')).stdout).toBe('ada\n');
    expect((await lbd.run('sessions', '--pool', 'games', '-o', 'name')).stdout).toBe('bob\n');
    const [header, ...rows] = (await lbd.run('sessions', '-A')).stdout.trimEnd().split('\n');
    expect(header).toMatch(/^SESSION +POOL /);
    // In the order of their slots, which is nobody's promise.
    expect(rows.sort()).toEqual([expect.stringMatching(/^ada +default /), expect.stringMatching(/^bob +games /)]);
    expect((await lbd.run('sessions', '-A', '--pool', 'games')).code).toBe(2);
  });

  test('are called by their handle where ids are sealed', async () => {
    const lbd = await aDaemon();
    await lbd.run('pools', 'set', 'vault', '--session-ids', 'sealed');
    await lbd.run('backends', 'add', 'v-1', 'v-1.test:80', '--pool', 'vault');
    await lbd.run('route', 'secret', '--pool', 'vault');
    const { stdout } = await lbd.run('sessions', '--pool', 'vault', '-o', 'name');
    expect(stdout).toMatch(/^~\S{12}\n$/);
  });

  test('show tells one, and end ends it once', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    expect((await lbd.run('sessions', 'show', 'ada')).stdout).toMatch(
      /^session +ada\nhandle +~\S{12}\npool +default\n/,
    );
    expect(await lbd.json('sessions', 'show', 'ada')).toMatchObject({
      session_id: 'ada',
      last_reason: 'NEW',
      kept: true,
    });
    expect((await lbd.run('sessions', 'end', 'ada')).code).toBe(2);
    expect((await lbd.run('sessions', 'end', 'ada', '--yes')).stdout).toBe('session ada ended\n');
    expect(await lbd.json('sessions', 'end', 'ada', '--yes')).toEqual({ ended: false });
    expect((await lbd.run('sessions')).stderr).toBe('no sessions\n');
  });
});

describe('lbctl expire', () => {
  test('ends one session, those of a backend, those of a pool, those of all pools; --preview counts them', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    await lbd.run('pools', 'set', 'games');
    await lbd.run('backends', 'add', 'g-1', 'g-1.test:80', '--pool', 'games');
    await lbd.run('route', 'ada');
    await lbd.run('route', '--count', '9');
    await lbd.run('route', 'gus', '--pool', 'games');

    expect((await lbd.run('expire', '--backend', 'api-1', '--preview')).stdout).toBe(
      '5 sessions would end (all sessions of backend api-1 in pool default); none was ended\n',
    );
    expect((await lbd.run('expire', 'ada')).code).toBe(2);
    expect((await lbd.run('expire', 'ada', '--yes')).stdout).toBe('1 session ended\n');
    expect(await lbd.json('expire', '--backend', 'api-1', '--yes')).toEqual({ count: 4 });
    expect((await lbd.run('expire', '--all')).stderr).toContain('add --yes');
    expect(await lbd.json('expire', '--all', '--yes')).toEqual({ count: 5 });
    expect(await lbd.json('expire', '--all', '-A', '--yes', '--reason', 'end of the day')).toEqual({ count: 1 });
  });

  test('wants exactly one way of saying which', async () => {
    const lbd = await aDaemon();
    for (const words of [[], ['ada', '--all'], ['ada', '--backend', 'b'], ['--all', '--backend', 'b'], ['ada', '-A']]) {
      expect((await lbd.run('expire', ...words, '--yes')).code).toBe(2);
    }
  });
});

describe('lbctl status', () => {
  test('shows how lbd is', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    const { stdout } = await lbd.run('status');
    expect(stdout).toMatch(/^lbd +\d+\.\d+\.\d+, process \d+\nup +\S+, since \d\d:\d\d:\d\d\n/);
    expect(stdout).toContain(`listens on      ${lbd.address}`);
    expect(stdout).toMatch(/sessions +1 of at most [\d,]+\n/);
    expect(await lbd.json('status')).toMatchObject({
      store: { kind: 'memory', writable: true },
      session_count: 1,
      uptime: expect.stringMatching(/^\d+(\.\d+)?s$/),
      sequence: expect.stringMatching(/^\d+$/),
    });
  });
});
