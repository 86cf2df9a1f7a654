import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn, type RunningLbd } from './a-daemon.ts';
import { aFolder, startLbd } from './programs.ts';
import { startWaiting } from './waiting.ts';

/** So many sessions, all at home on api-1; api-2 stands by. */
async function allOnApi1(count: number): Promise<RunningLbd> {
  const lbd = await aDaemon(['api-1']);
  await lbd.run('route', '--count', String(count));
  await lbd.run('backends', 'add', 'api-2', 'api-2.test:80', '--label', 'zone=b');
  return lbd;
}

describe('lbctl drain --wait', () => {
  test('ends with 0 when the backend is drained, and says how its sessions left', async () => {
    const lbd = await allOnApi1(20);
    const { code, stdout, stderr } = await lbd.program('drain', 'api-1', '--move', '--rate', '30', '--wait');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^api-1 is draining: 20 sessions move now, idle first, 30 a second; the rest is let go at .* \(5m\)\n/,
    );
    expect(stdout).toMatch(/^api-1: \d+ sessions left.*$/m);
    expect(stdout).toMatch(/\napi-1 is drained: 20 moved, 0 ended\n$/);
  });

  test('says who moves later when the deadline lets sessions go', async () => {
    const lbd = await allOnApi1(3);
    const { code, stdout } = await lbd.run('drain', 'api-1', '--deadline', '200ms', '--wait');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\napi-1 is drained: 0 moved, 0 ended, 3 sessions move at the next request\n$/);
    expect((await lbd.run('drain', 'api-1', '--wait')).stdout).toContain('api-1 is drained');
  });

  test('ends sessions at the deadline where it is told to', async () => {
    const lbd = await allOnApi1(3);
    const { stdout } = await lbd.run('drain', 'api-1', '--deadline', '200ms', '--then', 'expire', '--wait');
    expect(stdout).toContain(', then they end; --now moves them\n');
    expect(stdout).toMatch(/\napi-1 is drained: 0 moved, 3 ended\n$/);
    expect(await lbd.json('sessions', '--count')).toEqual({ count: 0 });
  });

  test('ends them at once where it is told to', async () => {
    const lbd = await allOnApi1(3);
    const { code, stdout } = await lbd.run('drain', 'api-1', '--now', '--then', 'expire', '--wait');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/0 moved, 3 ended\n$/) });
  });

  test('with --json is one object a line, the last one done', async () => {
    const lbd = await allOnApi1(3);
    const { code, stdout } = await lbd.program('drain', 'api-1', '--deadline', '200ms', '--wait', '--json');
    expect(code).toBe(0);
    const steps = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(steps[0]).toMatchObject({
      backend: { id: 'api-1', admin_state: 'DRAINING', drain: { mode: 'LET_FINISH', at_deadline: 'MOVE', held: 3 } },
      to_move: 3,
      eta: expect.stringMatching(/Z$/),
      done: false,
    });
    expect(steps.at(-1)).toMatchObject({ backend: { admin_state: 'DRAINED' }, done: true });
  });

  test('takes all backends with a label, and each has its words', async () => {
    const lbd = await aDaemon(['api-3']);
    for (const id of ['api-1', 'api-2']) await lbd.run('backends', 'add', id, `${id}.test:80`, '--label', 'zone=b');
    await lbd.run('route', '--count', '9');
    const { code, stdout } = await lbd.run('drain', '--selector', 'zone=b', '--move', '--to', 'api-3', '--wait');
    expect(code).toBe(0);
    expect(stdout.match(/^api-[12] is draining: 3 sessions move to api-3 now/gm)).toHaveLength(2);
    expect(stdout.match(/^api-[12] is drained: 3 moved, 0 ended$/gm)).toHaveLength(2);
  });

  test('ends with 6 when --timeout is over, and the drain goes on', async () => {
    const lbd = await allOnApi1(3);
    const { code, stderr } = await lbd.program('drain', 'api-1', '--wait', '--timeout', '300ms', '--json');
    expect(code).toBe(6);
    expect(JSON.parse(stderr)).toMatchObject({
      error: {
        reason: 'TIMEOUT',
        message: 'api-1 is not drained yet, 3 sessions left; the drain goes on',
        hint: '`lbctl wait api-1 --for drained` waits on, `lbctl undrain api-1` takes the drain back',
      },
    });
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ admin_state: 'DRAINING' });
  });

  test('ends with 6 when sessions have no home to go to, or are held', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', '--count', '3');
    const held = await lbd.run('drain', 'api-1', '--deadline', '200ms', '--then', 'hold', '--wait');
    expect(held).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('error: the deadline of api-1 is over, and 3 sessions are held there\n'),
    });
    const homeless = await lbd.run('drain', 'api-1', '--now', '--wait');
    expect(homeless).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('error: api-1 is drained, but 3 sessions have no home to go to'),
    });
  });

  test('leaves the drain running at Ctrl-C, says how to go on, and ends with 130', async () => {
    const lbd = await allOnApi1(3);
    const { child, outcome, says } = startWaiting(lbd, 'drain', 'api-1', '--wait');
    await says(/3 sessions left/);
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({
      code: 130,
      stderr:
        'api-1 is not drained yet; the drain goes on: `lbctl wait api-1 --for drained` waits on, ' +
        '`lbctl undrain api-1` takes the drain back\n',
    });
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ admin_state: 'DRAINING' });
  });

  test('ends with 1 when somebody takes the drain back', async () => {
    const lbd = await allOnApi1(3);
    const { outcome, says } = startWaiting(lbd, 'drain', 'api-1', '--wait');
    await says(/3 sessions left/);
    await lbd.run('undrain', 'api-1');
    expect(await outcome).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('error: api-1 drains no more: it was undrained meanwhile\n'),
    });
  });

  test('waits through a crash of lbd, says so, and tells the end', async () => {
    const folder = aFolder();
    const lbd = await aDaemonOfItsOwn(['api-1'], { folder, args: [] });
    await lbd.run('route', '--count', '3');
    await lbd.run('backends', 'add', 'api-2', 'api-2.test:80');
    const { outcome, says } = startWaiting(lbd, 'drain', 'api-1', '--wait');
    await says(/3 sessions left/);
    await lbd.stop('SIGKILL');
    const again = await startLbd(folder, []);
    await lbd.run('drain', 'api-1', '--now');
    const { code, stderr, stdout } = await outcome;
    await again.stop();
    expect(stderr).toMatch(/; trying until it is back\nlbd is back\n$/);
    expect(code).toBe(0);
    expect(stdout).toContain('api-1 is drained');
  });
});

describe('lbctl drain', () => {
  test('--preview tells what would happen, and changes nothing', async () => {
    const lbd = await allOnApi1(4);
    const { code, stdout } = await lbd.program('drain', 'api-1', '--move', '--preview');
    expect(code).toBe(0);
    expect(stdout).toMatch(/would move +4\n +to api-2 +4\nwould have no home +0\nnothing was changed\n$/);
    expect(await lbd.json('drain', 'api-1', '--preview')).toMatchObject({
      preview: { held: 4, leaving: 0, receivers: { 'api-2': 4 }, homeless: 0 },
    });
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ admin_state: 'ACTIVE' });
  });

  test('--hold keeps all, and undrain gives them back', async () => {
    const lbd = await allOnApi1(4);
    expect((await lbd.run('drain', 'api-1', '--hold', '--reason', 'new kernel')).stdout).toBe(
      'api-1 is held: 4 sessions stay and wait for it; `lbctl undrain api-1` gives all back\n',
    );
    const shown = (await lbd.run('backends', 'show', 'api-1')).stdout;
    expect(shown).toMatch(
      /^drain +hold\ndrain began +.*, with 4 sessions\ndrain deadline +none\ndrain reason +new kernel$/m,
    );
    await lbd.run('undrain', 'api-1');
    expect(await lbd.json('sessions', '--backend', 'api-1', '--count')).toEqual({ count: 4 });
  });

  test.each([
    [['drain'], 'which backend shall drain?'],
    [['drain', 'api-1', '--selector', 'a=b'], 'a backend and --selector exclude each other'],
    [['drain', 'api-1', '--move', '--hold'], 'exclude each other'],
    [['drain', 'api-1', '--hold', '--wait'], '--wait would never end'],
    [['drain', 'api-1', '--rate', '0'], '--rate'],
    [['drain', 'api-1', '--then', 'explode'], '--then'],
    [['drain', 'api-1', '--deadline', '25h'], 'deadline'],
    [['drain', 'api-1', '--to', 'api-1'], 'api-1'],
    [['drain', '--selector', 'zone'], 'selector'],
  ])('is refused as usage: %j', async (words, hint) => {
    const lbd = await aDaemon(['api-1']);
    const { code, stdout, stderr } = await lbd.run(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
    expect(await lbd.json('backends', 'show', 'api-1')).toMatchObject({ admin_state: 'ACTIVE' });
  });
});
