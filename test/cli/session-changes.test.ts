import { describe, expect, test } from 'vitest';
import { aDaemon } from './a-daemon.ts';
import { startWaiting } from './waiting.ts';

/** ada lives on api-1; api-2 has room. */
async function adaOnApi1() {
  const lbd = await aDaemon(['api-1']);
  await lbd.run('route', 'ada', '--label', 'user=ada', '--label', 'tier=gold');
  await lbd.run('backends', 'add', 'api-2', 'api-2.test:80');
  return lbd;
}

describe('lbctl sessions', () => {
  test('move moves one, which is told at its next request', async () => {
    const lbd = await adaOnApi1();
    const moved = await lbd.program('sessions', 'move', 'ada', 'api-2', '--reason', 'api-1 runs hot');
    expect(moved).toEqual({ code: 0, stdout: 'ada lives on api-2 now, generation 2\n', stderr: '' });
    expect(await lbd.json('sessions', 'move', 'ada', 'api-2')).toMatchObject({ backend_id: 'api-2', generation: 2 });
    expect((await lbd.run('route', 'ada')).stdout).toContain('ada lives on api-2 (api-2.test:80): MOVED (operator)');
  });

  test('move is refused where the backend can not take it, or is not there', async () => {
    const lbd = await adaOnApi1();
    await lbd.run('cordon', 'api-2');
    const refused = await lbd.run('sessions', 'move', 'ada', 'api-2');
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"api-2" can\'t take the session: cordoned'),
    });
    expect((await lbd.run('sessions', 'move', 'ada', 'api-9')).code).toBe(3);
    expect((await lbd.run('sessions', 'move', 'bob', 'api-1')).code).toBe(3);
  });

  test('pin keeps one through a drain, unpin lets it go', async () => {
    const lbd = await adaOnApi1();
    expect((await lbd.program('sessions', 'pin', 'ada')).stdout).toBe(
      'ada is pinned to api-1: drains leave it there\n',
    );
    expect((await lbd.run('sessions')).stdout).toMatch(/^ada +api-1 +pinned /m);
    expect((await lbd.run('sessions', 'show', 'ada')).stdout).toContain('api-1, pinned: drains leave it there\n');
    expect(await lbd.run('sessions', 'move', 'ada', 'api-2')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('lbctl sessions unpin ada'),
    });
    expect(await lbd.json('sessions', 'unpin', 'ada')).toMatchObject({ session_id: 'ada', pinned: false });
    await lbd.run('drain', 'api-1');
    expect((await lbd.run('sessions', 'pin', 'ada')).stderr).toContain('--force');
    expect(await lbd.json('sessions', 'pin', 'ada', '--force')).toMatchObject({ pinned: true });
    expect((await lbd.program('sessions', 'unpin', 'ada')).stdout).toBe('ada is not pinned to api-1 any more\n');
  });

  test('label sets and drops labels, and shortens the lease', async () => {
    const lbd = await adaOnApi1();
    const labelled = await lbd.program('sessions', 'label', 'ada', 'tier-', 'shop=7', '--idle-timeout', '5m');
    expect(labelled).toEqual({ code: 0, stdout: 'ada: labels user=ada,shop=7, idle timeout 5m\n', stderr: '' });
    expect(await lbd.json('sessions', 'label', 'ada', 'shop=8')).toMatchObject({
      labels: { user: 'ada', shop: '8' },
      idle_timeout: '300s',
    });
    expect((await lbd.run('sessions', '-o', 'wide')).stdout).toMatch(/LABELS[\s\S]*user=ada,shop=8/);
    expect((await lbd.run('sessions', 'label', 'ada')).code).toBe(2);
    expect((await lbd.run('sessions', 'label', 'ada', '--idel', '1m')).code).toBe(2);
    expect((await lbd.run('sessions', 'label', 'bob', 'a=b')).code).toBe(3);
  });

  test('show tells what happened to one, also after its end', async () => {
    const lbd = await adaOnApi1();
    await lbd.run('sessions', 'move', 'ada', 'api-2', '--reason', 'api-1 runs hot');
    await lbd.run('sessions', 'end', 'ada', '--yes');
    const { code, stdout } = await lbd.program('sessions', 'show', 'ada');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ended +.*, at \d\d:\d\d:\d\d\nlast backend +api-2$/m);
    expect(stdout).toMatch(/^TIME +KIND +BACKEND +GENERATION +REASON +WHO +DETAIL$/m);
    expect(stdout).toMatch(/assigned +api-1 +1 +new +router$/m);
    expect(stdout).toMatch(/moved +api-2 +2 +operator +\S+ +from api-1; api-1 runs hot$/m);
    expect(stdout).toMatch(/ended +api-2 /m);
    const shown = await lbd.json('sessions', 'show', 'ada');
    expect(shown).toMatchObject({ session_id: 'ada', end_time: expect.stringMatching(/Z$/), kept: false });
    const kinds = shown.history.map(({ kind }: { kind: string }) => kind);
    expect(kinds.slice(-3)).toEqual(['assigned', 'moved', 'ended']);
  });
});

describe('lbctl sessions, chosen', () => {
  test('by a filter, in an order, counted', async () => {
    const lbd = await adaOnApi1();
    await lbd.run('route', 'bob', '--label', 'user=bob');
    const filter = 'labels.user = "ada" AND backend = "api-1"';
    expect((await lbd.run('sessions', '--filter', filter, '-o', 'name')).stdout).toBe('ada\n');
    expect(await lbd.json('sessions', '--filter', 'labels.user != "x"', '--count')).toEqual({ count: 2 });
    expect((await lbd.run('sessions', '--order-by', 'age', '--limit', '1', '-o', 'name')).stdout).toBe('bob\n');
    expect((await lbd.run('sessions', '--order-by', 'age desc', '--limit', '1', '-o', 'name')).stdout).toBe('ada\n');
    expect(await lbd.run('sessions', '--order-by', 'beauty')).toMatchObject({ code: 2 });
    expect(await lbd.run('sessions', '--filter', 'idle > 5m AND')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('filter: at character 14'),
    });
  });

  test('are watched: block by block, a document a line, until Ctrl-C', async () => {
    const lbd = await adaOnApi1();
    const blocks = startWaiting(lbd, 'sessions', '--watch');
    const counts = startWaiting(lbd, 'sessions', '--watch', '--count', '--json');
    await Promise.all([blocks.says(/ada +api-1/), counts.says(/^\{"count":1\}\n/)]);
    await lbd.run('route', 'bob');
    await Promise.all([blocks.says(/\n\nSESSION[\s\S]*\nbob /), counts.says(/\n\{"count":2\}\n/)]);
    for (const { child } of [blocks, counts]) child.kill('SIGINT');
    expect(await blocks.outcome).toMatchObject({ code: 130, stderr: '' });
    expect(await counts.outcome).toMatchObject({ code: 130, stderr: '' });
  });
});

describe('lbctl expire', () => {
  test('by label logs one user out everywhere, by filter whoever matches', async () => {
    const lbd = await adaOnApi1();
    await lbd.run('pools', 'set', 'games');
    await lbd.run('backends', 'add', 'g-1', 'g-1.test:80', '--pool', 'games');
    await lbd.run('route', 'g7', '--pool', 'games', '--label', 'user=ada');
    await lbd.run('route', 'bob', '--label', 'user=bob');
    const preview = await lbd.program('expire', '--label', 'user=ada', '-A', '--preview');
    expect(preview).toMatchObject({
      code: 0,
      stdout: '2 sessions would end (all sessions of all pools with labels.user = "ada"); none was ended\n',
    });
    expect((await lbd.run('expire', '--label', 'user=ada', '-A')).code).toBe(2);
    expect(await lbd.json('expire', '--label', 'user=ada', '-A', '--yes')).toEqual({ count: 2 });
    expect((await lbd.run('expire', '--filter', 'labels.user = "bob"', '--yes')).stdout).toBe('1 session ended\n');
    expect(await lbd.json('sessions', '-A', '--count')).toEqual({ count: 0 });
    expect((await lbd.run('expire', '--filter', ' ', '--yes')).code).toBe(2);
  });
});
