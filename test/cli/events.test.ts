import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn, type RunningLbd } from './a-daemon.ts';
import { aFolder, startLbd } from './programs.ts';
import { startWaiting } from './waiting.ts';

interface Event {
  readonly sequence: string;
  readonly kind: string;
  readonly session_id: string;
  readonly backend_id: string;
}

const kindsOf = ({ events }: { events: Event[] }) => events.map(({ kind }) => kind);
const linesOf = (text: string): Event[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Where the journal stands: what a test does comes after it. */
async function sequence(lbd: RunningLbd): Promise<string> {
  return (await lbd.json('status')).sequence;
}

describe('lbctl events', () => {
  test('tells what happened, oldest first: when, what, who and why', async () => {
    const lbd = await aDaemon(['api-1']);
    const after = await sequence(lbd);
    await lbd.run('route', 'ada');
    await lbd.run('backends', 'add', 'api-2', 'api-2.test:80');
    await lbd.run('drain', 'api-1', '--now', '--reason', 'new kernel');
    await lbd.run('route', 'ada');

    const { code, stdout, stderr } = await lbd.program('events', '--after', after);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^SEQUENCE +TIME +KIND +POOL +BACKEND +SESSION +REASON +WHO +DETAIL\n/);
    expect(stdout).toMatch(/^ +\d+ +\d\d:\d\d:\d\d +assigned +default +api-1 +ada +new +router$/m);
    expect(stdout).toMatch(/drained +default +api-1 +- +new kernel +\S+ +now$/m);
    expect(stdout).toMatch(/moved +default +api-2 +ada +backend-drained +router +from api-1/m);
    const events = await lbd.json('events', '--after', after);
    expect(kindsOf(events)).toEqual(['assigned', 'backend-created', 'drained', 'moved']);
    expect(events).toMatchObject({ more: false, sequence: events.events.at(-1).sequence });
    expect(events.events[0]).toMatchObject({
      sequence: String(Number(after) + 1),
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      session_id: 'ada',
      generation: 1,
    });
  });

  test('chooses by session, backend, kind, time, and from which end', async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    const after = await sequence(lbd);
    await lbd.run('route', 'ada');
    await lbd.run('route', 'bob');
    await lbd.run('cordon', 'api-2');
    await lbd.run('sessions', 'end', 'ada', '--yes');
    const chosen = async (...words: string[]) => kindsOf(await lbd.json('events', '--after', after, ...words));
    expect(await chosen('--session', 'ada')).toEqual(['assigned', 'ended']);
    expect(await chosen('--kind', 'cordoned', '--kind', 'ended')).toEqual(['cordoned', 'ended']);
    expect((await chosen('--backend', 'api-2')).at(-1)).toBe('cordoned');
    expect(await chosen('--tail', '1')).toEqual(['ended']);
    expect(await chosen('--limit', '2')).toEqual(['assigned', 'assigned']);
    expect(await chosen('--since', '1h')).toHaveLength(4);
    expect(await chosen('--until', '1h')).toEqual([]);
    expect(await chosen('--pool', 'default')).toHaveLength(4);
    expect((await lbd.run('events', '--after', after, '--limit', '2')).stderr).toMatch(/^there are more; --after \d+ /);
    expect((await lbd.run('events', '--until', '1h')).stderr).toBe('no events\n');
  });

  test('lists more than a page, each once', async () => {
    const lbd = await aDaemon(['api-1']);
    const after = await sequence(lbd);
    await lbd.run('route', '--count', '2500');
    const { events } = await lbd.json('events', '--after', after, '--kind', 'assigned');
    expect(new Set(events.map(({ session_id: id }: Event) => id)).size).toBe(2_500);
    const { stdout } = await lbd.run('events', '--after', after, '--limit', '1200');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1_201);
  });

  test.each([
    [['--kind', 'lunch'], 'lunch'],
    [['--since', 'noon'], '--since: "noon" is no moment'],
    [['--tail', '5000'], '--tail'],
    [['--follow', '--until', '1h'], 'exclude each other'],
  ])('is refused as usage: %j', async (words, hint) => {
    const lbd = await aDaemon();
    expect(await lbd.run('events', ...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(hint) });
  });
});

describe('lbctl events --follow', () => {
  test('goes on as it happens, an object a line, until --limit or Ctrl-C', async () => {
    const lbd = await aDaemon(['api-1']);
    const after = await sequence(lbd);
    await lbd.run('route', 'ada');
    const json = startWaiting(lbd, 'events', '--follow', '--after', after, '--json', '--limit', '3');
    const human = startWaiting(lbd, 'events', '--follow', '--after', after, '--session', 'ada');
    await Promise.all([json.says(/"ada"/), human.says(/assigned +/)]);
    await lbd.run('route', 'bob');
    await lbd.run('sessions', 'end', 'ada', '--yes');
    expect(linesOf((await json.outcome).stdout).map(({ kind, session_id: id }) => [kind, id])).toEqual([
      ['assigned', 'ada'],
      ['assigned', 'bob'],
      ['ended', 'ada'],
    ]);
    expect((await json.outcome).code).toBe(0);
    await human.says(/ended +/);
    human.child.kill('SIGINT');
    const { code, stdout } = await human.outcome;
    expect(code).toBe(130);
    expect(stdout).not.toContain('bob');
  });

  test('has neither gap nor repetition through a crash of lbd', async () => {
    const folder = aFolder();
    const lbd = await aDaemonOfItsOwn(['api-1'], { folder, args: [] });
    const after = await sequence(lbd);
    const { outcome, says } = startWaiting(
      lbd,
      'events',
      '-f',
      '--after',
      after,
      '--kind',
      'assigned',
      '--json',
      '--limit',
      '4',
    );
    await lbd.run('route', 'ada');
    await lbd.run('route', 'bob');
    await says(/"bob"/);
    await lbd.stop('SIGKILL');
    const again = await startLbd(folder, []);
    await lbd.run('route', 'cyd');
    await lbd.run('route', 'dan');
    const { code, stdout, stderr } = await outcome;
    await again.stop();
    expect(code).toBe(0);
    expect(linesOf(stdout).map(({ session_id: id }) => id)).toEqual(['ada', 'bob', 'cyd', 'dan']);
    expect(stderr).toMatch(/; trying until it is back\nlbd is back\n$/);
  });

  test('says so when the journal is another one, and begins with it', async () => {
    const folder = aFolder();
    const lbd = await aDaemonOfItsOwn(['api-1'], { folder });
    await lbd.run('route', '--count', '50');
    const { outcome, says } = startWaiting(lbd, 'events', '-f', '--kind', 'backend-created', '--json', '--limit', '2');
    await says(/"api-1"/);
    await lbd.stop('SIGKILL');
    const again = await startLbd(folder);
    await lbd.run('backends', 'add', 'web-1', 'web-1.test:80');
    const { stdout, stderr } = await outcome;
    await again.stop();
    expect(linesOf(stdout).map(({ backend_id: id }) => id)).toEqual(['api-1', 'web-1']);
    expect(stderr).toMatch(/this journal ends at \d+, before \d+: it is another one, read from its beginning\n/);
  });

  test('ends when nobody reads any more', async () => {
    const lbd = await aDaemon(['api-1']);
    const { child, outcome, says } = startWaiting(lbd, 'events', '--follow');
    await says(/SEQUENCE/);
    child.stdout?.destroy();
    await lbd.run('route', '--count', '2');
    expect(await outcome).toMatchObject({ code: 130, stderr: '' });
  });
});

describe('lbctl violations', () => {
  test('lists whose stickiness broke, and counts by cause', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1']);
    expect((await lbd.run('violations')).stdout).toMatch(/^since lbd was started: (0 \S+, )*(0 \S+|none)\n$/);
    await lbd.run('route', 'ada');
    await lbd.run('route', 'ada', '--claimed', 'api-9');
    const { code, stdout } = await lbd.program('violations');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^TIME +CAUSE +POOL +SESSION +HOME +OTHER\n\S+ +claimed-elsewhere +default +ada +api-1 +api-9\n\n/,
    );
    expect(stdout).toContain('1 claimed-elsewhere');
    expect(await lbd.json('violations', '--pool', 'default', '--limit', '5')).toMatchObject({
      violations: [{ cause: 'claimed-elsewhere', session_id: 'ada', backend_id: 'api-1', other_backend_id: 'api-9' }],
      counts: { 'claimed-elsewhere': '1' },
    });
  });
});
