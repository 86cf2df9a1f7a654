import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectionOf, poolOf } from '../../cli/contexts/connection.ts';
import { contextsFile } from '../../cli/contexts/contexts-file.ts';
import { aDaemon } from './a-daemon.ts';
import { aFolder, lbctl } from './programs.ts';

const twoContexts = {
  current: 'prod',
  contexts: { prod: { address: 'tcp:10.0.0.1:7443', pool: 'games' }, lab: { address: 'unix:/lab.sock' } },
};

/** An environment in which the file of contexts says this. */
function aConfig(said: unknown): { LBCTL_CONFIG: string } {
  const file = join(aFolder(), 'contexts.json');
  writeFileSync(file, typeof said === 'string' ? said : JSON.stringify(said));
  return { LBCTL_CONFIG: file };
}

describe('where a command goes', () => {
  const env = { LBCTL_ADDRESS: 'unix:/env.sock', LBCTL_CONTEXT: 'lab' };
  test.each([
    ['a flag wins over all', { address: 'unix:/flag.sock' }, env, '--address', 'unix:/flag.sock'],
    ['a context named by flag wins over the environment', { context: 'prod' }, env, '--context', 'tcp:10.0.0.1:7443'],
    ['the environment wins over the current context', {}, env, 'LBCTL_ADDRESS', 'unix:/env.sock'],
    ['it can name a context', {}, { LBCTL_CONTEXT: 'lab' }, 'LBCTL_CONTEXT', 'unix:/lab.sock'],
    ['the current context wins over the default', {}, {}, 'the current context', 'tcp:10.0.0.1:7443'],
  ])('%s', (_sentence, flags, environment, said, address) => {
    expect(connectionOf(flags, { ...aConfig(twoContexts), ...environment })).toMatchObject({ said, address });
  });

  test('without any context the default sockets decide', () => {
    expect(connectionOf({}, { HOME: '/nobody' })).toEqual({ said: 'default' });
  });

  test('another address is another lbd: nothing of the context counts', () => {
    const config = aConfig(twoContexts);
    expect(poolOf({}, config)).toBe('games');
    expect(poolOf({ address: 'unix:/x' }, config)).toBe('default');
    expect(poolOf({ context: 'lab' }, config)).toBe('default');
    expect(poolOf({}, { ...config, LBCTL_POOL: 'vault' })).toBe('vault');
  });

  test.each([
    [{ XDG_CONFIG_HOME: '/x', HOME: '/h' }, '/x/lbctl/contexts.json'],
    [{ HOME: '/h' }, '/h/.config/lbctl/contexts.json'],
    [{ LBCTL_CONFIG: '/c.json', HOME: '/h' }, '/c.json'],
  ])('they are kept where %j says', (environment, file) => {
    expect(contextsFile(environment)).toBe(file);
  });

  test.each([
    ['{', 'is not JSON'],
    [[], 'has no "contexts"'],
    [{ contexts: { a: 7 } }, 'has a context "a" that is no object'],
    [{ contexts: { a: { adress: 'unix:/x' } } }, 'has an unknown adress in context "a"'],
    [{ contexts: { a: { address: 7 } } }, 'has a address that is no text in context "a"'],
    [{ contexts: {}, current: 7 }, 'has a "current" that is no text'],
  ])('a file that says %j is named with what is wrong', (said, words) => {
    expect(() => connectionOf({}, aConfig(said))).toThrow(words);
  });
});

describe('lbctl context', () => {
  test('makes, uses and forgets contexts, readable for their owner alone', async () => {
    const lbd = await aDaemon(['api-1']);
    const env = { LBCTL_CONFIG: join(aFolder(), 'deep/contexts.json') };
    const run = (...words: string[]) => lbctl(words, { env });
    expect((await run('context')).stderr).toContain('lbctl context set NAME');
    expect((await run('context', 'set', 'here', '--address', lbd.address)).stdout).toContain('it is the current one');
    expect((await run('route', 'ada')).stdout).toContain('ada lives on api-1');
    expect(statSync(env.LBCTL_CONFIG).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(env.LBCTL_CONFIG)).mode & 0o777).toBe(0o700);

    await run('context', 'set', 'away', '--address', 'tcp:127.0.0.1:1', '--use');
    expect((await run('route', 'ada')).code).toBe(4);
    expect((await run('route', 'ada', '--context', 'here')).code).toBe(0);
    expect((await run('context')).stdout).toMatch(/\* +away +tcp:127\.0\.0\.1:1[\s\S]* here /);
    expect((await run('context', 'remove', 'away')).stdout).toContain('none is current now');
    expect((await run('context', 'use', 'here')).code).toBe(0);
    expect((await run('context', 'use', 'away')).code).toBe(3);
  });

  test('a pool of the context is meant where no other is named, and an empty one is none', async () => {
    const lbd = await aDaemon(['api-1']);
    const env = { LBCTL_CONFIG: join(aFolder(), 'contexts.json') };
    const run = (...words: string[]) => lbctl(words, { env });
    await lbd.run('pools', 'set', 'arena');
    await run('context', 'set', 'here', '--address', lbd.address, '--pool', 'arena');
    expect((await run('backends')).stderr).toContain('pool arena has no backends');
    expect((await run('backends', '-A', '-o', 'name')).stdout).toBe('api-1\n');
    await run('context', 'set', 'here', '--pool', '');
    expect((await run('backends', '-o', 'name')).stdout).toBe('api-1\n');
    expect(JSON.parse(readFileSync(env.LBCTL_CONFIG, 'utf8')).contexts.here).toEqual({ address: lbd.address });
  });

  test('writes nothing where it may not, and says so', async () => {
    const folder = aFolder();
    mkdirSync(join(folder, 'contexts.json'));
    const words = ['context', 'set', 'here', '--address', 'unix:/x'];
    expect(await lbctl(words, { env: { LBCTL_CONFIG: join(folder, 'contexts.json') } })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("can't be read"),
    });
    const names = [['bad name'], ['-x'], ['']];
    for (const [name] of names) expect((await lbctl(['context', 'set', '--', name ?? ''])).code).toBe(2);
  });
});
