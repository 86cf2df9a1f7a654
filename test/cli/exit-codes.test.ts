import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aDaemon, aDaemonOfItsOwn } from './a-daemon.ts';
import { lbctlHere } from './here.ts';
import { aFolder, lbctl, lbctlProgram } from './programs.ts';

describe('the exit code', () => {
  test('is 0 when it is done', async () => {
    const lbd = await aDaemon();
    expect((await lbd.run('status')).code).toBe(0);
  });

  test('is 1 when lbd refuses what can not be', async () => {
    const lbd = await aDaemon(['api-1']);
    const again = await lbd.run('backends', 'add', 'api-1', 'other.test:80');
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/^error: there is a backend "api-1" in pool "default" already/);
    await lbd.run('drain', 'api-1');
    expect((await lbd.run('cordon', 'api-1')).code).toBe(1);
    expect((await lbd.run('pools', 'remove', 'default', '--yes')).code).toBe(1);
  });

  test.each([
    ['an unknown command', ['drian', 'api-1'], 'did you mean `lbctl drain`?'],
    ['an unknown verb', ['backends', 'rmove'], 'did you mean `lbctl backends remove`?'],
    ['a verb nobody knows', ['backends', 'paint'], 'its other commands are add, remove, set, show'],
    ['an unknown flag', ['drain', 'api-1', '--dedline', '5m'], 'did you mean --deadline?'],
    ['a missing argument', ['drain'], 'which backend shall drain?'],
    ['one argument too many', ['drain', 'api-1', 'api-2'], 'Unexpected argument: api-2'],
    ['a bad duration', ['drain', 'api-1', '--deadline', '1.5h'], '--deadline: "1.5h" is not a duration'],
    ['a bad number', ['route', '--count', 'many'], '--count: Expected an integer'],
    ['a bad choice', ['sessions', '-o', 'yaml'], 'wide, json, name'],
    [
      'flags that exclude each other',
      ['drain', 'a', '--now', '--deadline', '1s'],
      '--deadline and --now exclude each other',
    ],
    ['a flag without its mate', ['route', '--embedded'], '--embedded needs --stdio'],
    ['a bad address', ['status', '--address', 'localhost:80'], 'neither unix:PATH nor tcp:HOST:PORT'],
    ['an empty session id', ['route', ''], 'leave it out to get a new one'],
    ['a bad label', ['backends', 'set', 'api-1', '--label', 'gold'], '"gold" is no key=value'],
    ['nothing to change', ['backends', 'set', 'api-1'], 'nothing to change'],
  ])('is 2 for %s', async (what, words, hint) => {
    const unknown = /unknown command|verb/.test(what); // these the program itself explains
    const { code, stdout, stderr } = await (unknown ? lbctl(words) : lbctlHere(words));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('is 2 for what lbd calls invalid, with the field', async () => {
    const lbd = await aDaemon(['api-1']);
    const commands = [
      ['route', 'x'.repeat(257)],
      ['route', 'a\u0001b'],
      ['route', 'ada', '--client-ip', 'here'],
      ['backends', 'add', 'api-2', 'nowhere'],
      ['backends', 'add', '-', 'x:80'],
      ['pools', 'set', 'default', '--policy', 'quickest'],
      ['pools', 'set', 'default', '--idle-timeout', '0s'],
      ['drain', 'api-1', '--deadline', '25h'],
      ['sessions', '--filter', 'colour = blue'],
    ];
    for (const words of commands)
      expect(await lbd.run(...words), words.join(' ')).toMatchObject({ code: 2, stdout: '' });
    expect((await lbd.run('sessions', '--filter', 'colour = blue')).stderr).toContain('at character 1');
  });

  test('is 3 for what is not there', async () => {
    const lbd = await aDaemon();
    for (const words of [
      ['drain', 'api-9'],
      ['backends', 'show', 'api-9'],
      ['sessions', 'show', 'ada'],
      ['expire', 'ada', '--yes'],
      ['pools', 'show', 'games'],
      ['route', 'ada', '--pool', 'games'],
    ]) {
      expect(await lbd.run(...words), words.join(' ')).toMatchObject({ code: 3, stdout: '' });
    }
  });

  test('is 4 when nobody can take the session', async () => {
    const lbd = await aDaemon();
    expect(await lbd.run('route', 'ada')).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/no backend .*\n {2}safe to repeat in 1s\n$/),
    });
    await lbd.run('backends', 'add', 'api-1', 'x:80', '--max-sessions', '1');
    await lbd.run('route', 'ada');
    const full = await lbd.run('route', 'bob', '--json');
    expect(full.code).toBe(4);
    expect(JSON.parse(full.stderr)).toMatchObject({ error: { code: 'RESOURCE_EXHAUSTED', reason: 'POOL_FULL' } });
  });

  test('is 4 when there is no daemon, and says where it looked and how to start one', async () => {
    const folder = aFolder();
    const none = await lbctl(['status'], { cwd: folder, env: { XDG_RUNTIME_DIR: folder, XDG_STATE_HOME: folder } });
    // A machine may have an lbd of its own; then there is one.
    if (none.code === 4) {
      expect(none.stderr).toContain(join(folder, 'lbd.sock'));
      expect(none.stderr).toContain(join(folder, '.lbd', 'lbd.sock'));
      expect(none.stderr).toContain('start one with `lbd`');
    }
    const absent = await lbctl(['status', '--address', `unix:${join(folder, 'no.sock')}`]);
    expect(absent).toMatchObject({ code: 4, stderr: expect.stringContaining('there is no such socket') });

    const lbd = await aDaemonOfItsOwn();
    const { port } = await freePort();
    const refused = await lbctl(['status', '--address', `tcp:127.0.0.1:${port}`]);
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('the connection was refused') });
    await lbd.stop();
    expect((await lbd.run('status')).code).toBe(4);
  });

  test('is 5 when the socket is not for this user', async ({ skip }) => {
    // Root may use any socket, so it asks as nobody. callError has the same test without a process.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    skip('uid' in asNobody && !isOpenToAll(lbctlProgram), 'the user nobody can not read the built programs');

    const lbd = await aDaemonOfItsOwn();
    chmodSync(lbd.socket, 0);
    const refused = await lbctl(['status', '--address', lbd.address], asNobody);
    expect(refused).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('run lbctl as the user that lbd runs as'),
    });
  });

  test('is 6 when the answer takes too long', async () => {
    const lbd = await aDaemon();
    const late = await lbd.run('status', '--timeout', '0s');
    expect(late).toMatchObject({ code: 6, stderr: expect.stringContaining('give it longer with --timeout') });
  });
});

describe('an error with --json', () => {
  test('is one document on stderr, under the same code; stdout holds answers only', async () => {
    const lbd = await aDaemon();
    const { code, stdout, stderr } = await lbd.run('sessions', 'show', 'nobody', '--json');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'NOT_FOUND',
        reason: 'SESSION_NOT_FOUND',
        message: 'there is no session "nobody" in pool "default"',
        hint: expect.stringContaining('`lbctl sessions` lists them'),
        metadata: { pool: 'default' },
      },
    });
  });

  test.each([[['drian', '--json']], [['drain', '-o', 'json']], [['drain', 'a', '--deadline', 'x', '--json']]])(
    'is JSON even when the command line is wrong: %j',
    async (words) => {
      const { code, stderr } = await lbctl(words);
      expect(code).toBe(2);
      expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'INVALID_ARGUMENT', reason: 'USAGE' } });
    },
  );
});

describe('lbctl finds its daemon', () => {
  test('by LBCTL_ADDRESS, and --address wins over it', async () => {
    const lbd = await aDaemon();
    expect(await lbctl(['status'], { env: { LBCTL_ADDRESS: lbd.address } })).toMatchObject({ code: 0 });
    const args = ['status', '--address', lbd.address];
    expect(await lbctl(args, { env: { LBCTL_ADDRESS: 'unix:/nowhere' } })).toMatchObject({ code: 0 });
  });

  test('by the default socket of the runtime folder', async () => {
    const lbd = await aDaemon();
    const runtime = join(lbd.socket, '..');
    expect(await lbctl(['status'], { env: { XDG_RUNTIME_DIR: runtime } })).toMatchObject({ code: 0 });
  });

  test('without a word from a proxy of the environment', async () => {
    const lbd = await aDaemon(['api-1']);
    const env = { LBCTL_ADDRESS: lbd.address, http_proxy: 'http://127.0.0.1:1', https_proxy: 'http://127.0.0.1:1' };
    expect((await lbctl(['route', 'ada'], { env })).code).toBe(0);
  });
});

describe('lbctl alone', () => {
  test.each([['--help'], ['-h'], ['drain --help'], ['--version']])('%s is answered without a daemon', async (words) => {
    const { code, stdout, stderr } = await lbctl(words.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('lbctl');
  });

  test('does not care for sources, NODE_ENV or a stray stdin', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'package.json'), '{"name":"other"}');
    const options = { env: { NODE_ENV: 'test' }, cwd: folder, input: 'api-1\n' };
    const { code, stderr } = await lbctl(['drain'], options);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: which backend shall drain/);
  });
});

/** A port on which nobody listens: it was free a moment ago. */
function freePort(): Promise<{ port: number }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve({ port }));
    });
  });
}

/** Whether every user can reach a file: each folder above it lets everybody through. */
function isOpenToAll(path: string): boolean {
  const folder = dirname(path);
  return folder === path || ((statSync(folder).mode & 0o001) !== 0 && isOpenToAll(folder));
}
