import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { aDaemon } from './a-daemon.ts';
import { aFolder, lbctlProgram } from './programs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const built = dirname(lbctlProgram);

/** lbctl as it is installed, with what `change` does to it. */
function anInstallation(change: (folder: string) => void): string {
  const folder = aFolder();
  mkdirSync(join(folder, 'dist'));
  for (const room of ['cli', 'proto'])
    cpSync(join(root, 'dist', room), join(folder, 'dist', room), { recursive: true });
  for (const name of ['package.json', 'proto', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
  change(join(folder, 'dist/cli'));
  return join(folder, 'dist/cli/main.js');
}

function run(program: string, words: readonly string[], flags: readonly string[] = []) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, program, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('lbctl starts', () => {
  beforeAll(() => {
    expect(readFileSync(join(built, 'lbctl.cjs')).length).toBeGreaterThan(100_000);
    expect(readFileSync(join(built, 'lbctl.cache')).length).toBeGreaterThan(100_000);
  });

  test.each([
    ['without the bundle', (folder: string) => rmSync(join(folder, 'lbctl.cjs'))],
    ['without its compiled code', (folder: string) => rmSync(join(folder, 'lbctl.cache'))],
    [
      'with compiled code of something else',
      (folder: string) => writeFileSync(join(folder, 'lbctl.cache'), 'x'.repeat(9_999)),
    ],
    ['with compiled code that was cut off', (folder: string) => cutInHalf(join(folder, 'lbctl.cache'))],
    ['as it was built', () => {}],
  ])('%s, and does the same', async (_what, change) => {
    const lbd = await aDaemon(['api-1']);
    const words = ['route', 'ada', '--preview', '--address', lbd.address];
    expect(run(anInstallation(change), words)).toEqual(run(lbctlProgram, words));
  });

  test.each([['--max-old-space-size=64'], ['--no-opt'], ['--stack-size=800']])(
    'under other flags of Node: %s',
    (flag) => {
      expect(run(lbctlProgram, ['--version'], [flag])).toEqual(run(lbctlProgram, ['--version']));
    },
  );

  test('from one file: of the packages none is read', () => {
    const program = anInstallation((folder) => rmSync(join(folder, '../../node_modules')));
    expect(run(program, ['--help'])).toMatchObject({ status: 0, stderr: '' });
  });
});

function cutInHalf(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length >> 1));
}
