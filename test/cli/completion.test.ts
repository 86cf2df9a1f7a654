import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandIds } from '../../cli/command-table.ts';
import { type Candidate, complete } from '../../cli/completion/candidates.ts';
import { guideNames } from '../../cli/help/guide-names.ts';
import { aDaemon, type RunningLbd } from './a-daemon.ts';
import { aFolder, lbctlProgram } from './programs.ts';

/** What there would be, had lbd been asked. */
const names = async (kind: string) => [`${kind}-1`, `${kind}-2`];

async function candidates(...typed: string[]): Promise<readonly Candidate[]> {
  const completion = await complete(typed, names);
  if (completion.files) throw new Error('files are completed here');
  return completion.candidates;
}
const words = async (...typed: string[]) => (await candidates(...typed)).map(({ word }) => word);

describe('what may come next', () => {
  test('is a command at first, with what it is for', async () => {
    expect(await words('')).toEqual([...new Set(commandIds.map((id) => id.split(' ')[0])), 'help']);
    expect(await candidates('dra')).toEqual([
      { word: 'drain', meaning: 'stop new sessions on a backend and let the old ones finish' },
    ]);
    expect(await words('--')).toEqual(['--help', '--version']);
    expect(await words('nosuch', '')).toEqual([]);
  });

  test('is a verb under a command that has some, and what help explains behind help', async () => {
    expect(await words('backends', '')).toEqual(['add', 'remove', 'set', 'show']);
    expect(await words('backends', 's')).toEqual(['set', 'show']);
    expect(await words('help', 'backends', 's')).toEqual(['set', 'show']);
    expect(await words('help', 'f')).toEqual(guideNames.filter((name) => name.startsWith('f')));
  });

  test.each([
    [
      ['drain', 'backend-'],
      ['backend-1', 'backend-2'],
    ],
    [
      ['drain', '--now', ''],
      ['backend-1', 'backend-2'],
    ],
    [
      ['drain', '--deadline', '5m', ''],
      ['backend-1', 'backend-2'],
    ],
    [['drain', 'api-1', ''], []],
    [
      ['backends', 'show', ''],
      ['backend-1', 'backend-2'],
    ],
    [
      ['pools', 'set', ''],
      ['pool-1', 'pool-2'],
    ],
    [
      ['context', 'use', ''],
      ['context-1', 'context-2'],
    ],
    [
      ['sessions', 'move', 'ada', ''],
      ['backend-1', 'backend-2'],
    ],
    [
      ['route', '--pool', 'p'],
      ['pool-1', 'pool-2'],
    ],
    [['drain', 'api-1', '--to', 'backend-2'], ['backend-2']],
    [['backends', 'add', ''], []],
  ])('after %j is %j', async (typed, expected) => {
    expect(await words(...typed)).toEqual(expected);
  });

  test.each([
    [['sessions', '-o', 'w'], ['wide']],
    [['sessions', '--output', 'w'], ['wide']],
    [['sessions', '--output', '=', 'w'], ['wide']],
    [
      ['sessions', '--output', '='],
      ['table', 'wide', 'json', 'name'],
    ],
    [['sessions', '--output=w'], ['--output=wide']],
    [
      ['drain', 'api-1', '--then', ''],
      ['move', 'expire', 'hold'],
    ],
  ])('of %j is a value of the flag, however the shell parts words', async (typed, expected) => {
    expect(await words(...typed)).toEqual(expected);
  });

  test('is a flag that is not there yet, unless it may come again', async () => {
    const flags = await words('drain', 'api-1', '--now', '--selector', 'a=b', '--');
    expect(flags).toContain('--wait');
    expect(flags).toContain('--selector');
    expect(flags).toContain('--address');
    expect(flags).not.toContain('--now');
    expect(await words('drain', '--pre')).toEqual(['--preview']);
  });

  test('is a file where one is meant', async () => {
    expect(await complete(['apply', '-f', ''], names)).toEqual({ files: true });
    expect(await complete(['backup', ''], names)).toEqual({ files: true });
  });
});

/** Runs a script in a shell that finds lbctl, and an lbd with three backends. */
function inShell(lbd: RunningLbd, shell: string, script: string): string {
  const bin = join(aFolder(), 'bin');
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, 'node'));
  writeFileSync(join(bin, 'lbctl'), `#!/bin/sh\nexec node ${lbctlProgram} "$@"\n`, { mode: 0o755 });
  const file = join(bin, 'script');
  writeFileSync(file, script);
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: bin, LBCTL_ADDRESS: lbd.address, LC_ALL: 'C.UTF-8' };
  const { stdout, stderr } = spawnSync(shell, shell === 'zsh' ? ['-f', file] : [file], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

const lacks = (program: string) => spawnSync(program, ['--version']).status !== 0;

describe('a real shell completes commands, backends, values and files', () => {
  test('bash', async ({ skip }) => {
    skip(lacks('bash'), 'bash is not there');
    const script = `
      source <(lbctl completion bash)
      t() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lbctl; echo "\${COMPREPLY[*]}"; }
      t lbctl dra
      t lbctl drain api-
      t lbctl sessions --output = w
      t lbctl apply -f /etc/passw
      complete -p lbctl`;
    expect(inShell(await aDaemon(['api-1', 'api-2']), 'bash', script).split('\n')).toEqual([
      'drain',
      'api-1 api-2',
      'wide',
      expect.stringMatching(/^\/etc\/passwd\b/),
      'complete -F _lbctl lbctl',
      '',
    ]);
  });

  test('zsh', async ({ skip }) => {
    skip(lacks('zsh'), 'zsh is not there');
    // What zsh's completion system does with what it is told needs a person at a terminal; here it is told to us.
    const script = `
      compdef() { print "compdef $*" }
      _describe() { print -r -- "\${(@P)2}" }
      _files() { print files }
      source <(lbctl completion zsh)
      t() { words=("$@"); CURRENT=$#; _lbctl }
      t lbctl dra
      t lbctl drain api-
      t lbctl sessions --output=w
      t lbctl apply -f ''`;
    expect(inShell(await aDaemon(['api-1', 'api-2']), 'zsh', script).split('\n')).toEqual([
      'compdef _lbctl lbctl',
      'drain:stop new sessions on a backend and let the old ones finish',
      'api-1: api-2:',
      '--output=wide:',
      'files',
      '',
    ]);
  });

  test('fish', async ({ skip }) => {
    skip(lacks('fish'), 'fish is not there');
    const script = `
      lbctl completion fish | source
      complete -C 'lbctl dra'
      complete -C 'lbctl drain api-'
      complete -C 'lbctl sessions --output=w'
      complete -C 'lbctl apply -f /etc/passwd'`;
    const lines = inShell(await aDaemon(['api-1', 'api-2']), 'fish', script)
      .split('\n')
      .filter((line) => line !== '');
    expect(lines.map((line) => line.split('\t')[0])).toEqual([
      'drain',
      'api-1',
      'api-2',
      '--output=wide',
      expect.stringMatching(/^\/etc\/passwd/),
      ...lines.slice(5).map(() => expect.stringMatching(/^\/etc\/passwd/)),
    ]);
  });
});

test('nobody is told an error while typing: without an lbd there are no names', async () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [lbctlProgram, '__complete', 'drain', ''], {
    env: { LBCTL_ADDRESS: 'unix:/nowhere/lbd.sock', PATH: '' },
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
});
