import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { aDaemon, type RunningLbd } from './a-daemon.ts';
import { lbctlProgram, type Outcome, outcomeOf } from './programs.ts';

/** Runs a command on a terminal of its own, types into it once it says PROMPT, and ends with the command's code. */
const onTerminal = `
import os, pty, sys
typed = sys.argv[1].encode()
prompt = os.environ.get('PROMPT', '[y/N]').encode()
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
said = b''
while True:
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    said += chunk
    if typed and prompt in said:
        os.write(terminal, typed)
        typed = b''
sys.stdout.buffer.write(said)
sys.stdout.flush()
os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
const python = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode(0)']).status === 0;

async function typeInto(lbd: RunningLbd, typed: string, args: readonly string[], env = {}): Promise<Outcome> {
  const command = [process.execPath, lbctlProgram, ...args, '--address', lbd.address];
  const child = spawn('python3', ['-c', onTerminal, typed, ...command], {
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), TERM: 'xterm-256color', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return outcomeOf(child);
}

describe.runIf(python)('on a terminal', () => {
  test.each(['y', 'yes', 'Y'])('what loses something is done when the answer is %s', async (answer) => {
    const lbd = await aDaemon(['api-1']);
    const { code, stdout } = await typeInto(lbd, `${answer}\n`, ['backends', 'remove', 'api-1']);
    expect(stdout).toContain('Remove backend api-1 from pool default? [y/N]');
    expect(stdout).toContain('api-1 removed from pool default');
    expect(code).toBe(0);
  });

  test.each([['n\n'], ['\n'], ['\u0004'], ['sure\n']])('and not when it is %j', async (typed) => {
    const lbd = await aDaemon(['api-1']);
    const { code, stdout } = await typeInto(lbd, typed, ['backends', 'remove', 'api-1']);
    expect(stdout).toContain('nothing was done');
    expect(code).toBe(1);
    expect((await lbd.json('backends')).backends).toHaveLength(1);
  });

  test('how many sessions an end would cost stands in the question', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('route', '--count', '7');
    const { code, stdout } = await typeInto(lbd, 'n\n', ['expire', '--backend', 'api-1']);
    expect(stdout).toContain('End all sessions of backend api-1 in pool default (7 sessions)? [y/N]');
    expect(code).toBe(1);
    expect(await lbd.json('sessions', '--count')).toEqual({ count: 7 });
  });

  test('states are coloured, unless NO_COLOR says no', async () => {
    const lbd = await aDaemon(['api-1']);
    await lbd.run('cordon', 'api-1');
    const csi = '\u001b[';
    expect((await typeInto(lbd, '', ['backends'])).stdout).toContain(`${csi}33mcordoned`);
    expect((await typeInto(lbd, '', ['backends'], { NO_COLOR: '1' })).stdout).not.toContain(csi);
    expect((await lbd.run('backends')).stdout).not.toContain(csi);
  });

  test('JSON is indented', async () => {
    const lbd = await aDaemon(['api-1']);
    const { stdout } = await typeInto(lbd, '', ['backends', 'show', 'api-1', '--json']);
    expect(stdout).toMatch(/^\{\r\n {2}"id": "api-1",\r\n/);
  });

  test('lbctl top is refreshed in place, ordered by the keys that are pressed, until q', {
    timeout: 30_000,
  }, async () => {
    const lbd = await aDaemon(['api-1', 'api-2']);
    const { code, stdout } = await typeInto(lbd, 'irq', ['top'], { PROMPT: 'q quit' });
    expect(code).toBe(0);
    expect(stdout).toContain('ordered by sessions\r\n');
    expect(stdout).toContain('ordered by id\r\n');
    const [, ...redrawn] = stdout.split('\u001b[J');
    expect(redrawn.at(-1)).toContain('ordered by id, reversed\r\n');
  });

  test('a list that is watched is written over, until Ctrl-C', { timeout: 30_000 }, async () => {
    const lbd = await aDaemon(['api-1']);
    const { code, stdout } = await typeInto(lbd, '\u0003', ['backends', '--watch'], { PROMPT: '\u001b[2A' });
    expect(code).toBe(130);
    expect(stdout.match(/ADDRESS/g)?.length).toBeGreaterThan(1);
  });
});
