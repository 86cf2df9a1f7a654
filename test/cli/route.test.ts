import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn } from './a-daemon.ts';

describe('lbctl route', () => {
  test('says where a session lives: assigned at first, kept from then on', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1', 'api-2']);

    const first = await lbd.run('route', 'ada');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe('ada lives on api-1 (api-1.test:80): ASSIGNED (new), expires in 30m\n');
    expect((await lbd.run('route', 'ada')).stdout).toBe('ada lives on api-1 (api-1.test:80): KEPT, expires in 30m\n');
    expect(await lbd.json('route', 'ada')).toMatchObject({
      session_id: 'ada',
      backend: { id: 'api-1', address: 'api-1.test:80', pool: 'default' },
      outcome: 'KEPT',
      reason: 'UNSPECIFIED',
      generation: 1,
      create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/),
      expire_time: expect.any(String),
    });
  });

  test('finds a session by the cookie of its request, and shows the cookie to set', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1', 'api-2']);
    const first = await lbd.run('route', '--cookie', 'a=1');
    const [, cookie] = /^Set-Cookie: (session_id=[^;]+); Path=\/; HttpOnly; SameSite=Lax$/m.exec(first.stdout) ?? [];
    const again = await lbd.run('route', '--cookie', `a=1; ${cookie}`);
    expect(again.stdout).toMatch(/^\S{22} lives on api-1 \(api-1\.test:80\): KEPT, expires in 30m\n$/);
    expect((await lbd.run('cookie', 'inspect', cookie!)).stdout).toMatch(/^it counts\n/);
  });

  test('without an id makes a session', async () => {
    const lbd = await aDaemon(['api-1']);
    expect(await lbd.json('route')).toMatchObject({
      session_id: expect.stringMatching(/^\S{22}$/),
      outcome: 'ASSIGNED',
    });
  });

  test('with --preview decides, and claims nothing', async () => {
    const lbd = await aDaemon(['api-1']);
    const { stdout } = await lbd.run('route', 'ada', '--preview');
    expect(stdout).toBe('ada would live on api-1 (api-1.test:80): ASSIGNED (new); nothing was claimed or extended\n');
    expect(await lbd.json('sessions', '--count')).toEqual({ count: 0 });
  });

  test('asks for a shorter idle timeout', async () => {
    const lbd = await aDaemon(['api-1']);
    const { stdout } = await lbd.run('route', 'ada', '--idle-timeout', '5m');
    expect(stdout).toContain('expires in 5m');
  });

  test('with --count shows how new sessions spread, or that one session does not', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1', 'api-2', 'api-3']);

    expect((await lbd.run('route', '--count', '300')).stdout).toBe(
      'BACKEND  ROUTES   SHARE\n' +
        'api-1       100  33.3 %\n' +
        'api-2       100  33.3 %\n' +
        'api-3       100  33.3 %\n' +
        '\n300 routes: 300 ASSIGNED\n',
    );
    expect(await lbd.json('route', 'ada', '--count', '50')).toEqual({
      count: 50,
      backends: [{ id: 'api-1', count: 50 }],
      outcomes: { ASSIGNED: 1, KEPT: 49 },
    });
    expect(await lbd.json('sessions', '--count')).toEqual({ count: 301 });
  });

  test('with --count stops where lbd refuses, and says how far it came', async () => {
    const lbd = await aDaemon();
    await lbd.run('backends', 'add', 'api-1', 'api-1.test:80', '--max-sessions', '5');
    const { code, stderr } = await lbd.run('route', '--count', '20');
    expect(code).toBe(4);
    expect(stderr).toContain('(after 5 of 20 routes)');
  });

  test('tells that a session moved, and why', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', 'ada');
    await lbd.run('backends', 'add', 'api-2', 'api-2.test:80');
    await lbd.run('drain', 'api-1', '--now');
    expect((await lbd.run('route', 'ada')).stdout).toContain(
      'ada lives on api-2 (api-2.test:80): MOVED (backend drained), generation 2',
    );
  });
});
