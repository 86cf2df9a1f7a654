import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/a-process.ts';
import { aDaemonOfItsOwn } from './a-daemon.ts';
import { aFolder, lbctlProgram } from './programs.ts';

describe('lbctl backup', () => {
  test('writes all that lbd holds to a file, for its owner only', async () => {
    const lbd = await aDaemonOfItsOwn(['api-1'], { args: [] });
    await lbd.run('route', 'ada', '--label', 'user=ada');
    const folder = aFolder();
    const file = join(folder, 'lbd.db');
    const { code, stdout, stderr } = await lbd.program('backup', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${file}: ${statSync(file).size.toLocaleString('en-US')} bytes\n`);
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['lbd.db']);
    expect(await lbd.json('backup', file, '--force')).toEqual({ file, bytes: statSync(file).size });
  });

  test('replaces nothing without --force', async () => {
    const lbd = await aDaemonOfItsOwn([], { args: [] });
    const folder = aFolder();
    const file = join(folder, 'lbd.db');
    writeFileSync(file, 'mine');
    const refused = await lbd.run('backup', file, '--json');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { reason: 'FILE_EXISTS', metadata: { file } } });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['lbd.db']);
    expect(await lbd.run('backup', file, '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  test('leaves nothing where the disk is full, the folder is not there, or the time is over', async () => {
    const lbd = await aDaemonOfItsOwn([], { args: [] });
    const folder = aFolder();
    const file = join(folder, 'lbd.db');
    // A limit of 16 blocks on files is as good as a full disk, and needs no disk.
    const limited = `ulimit -f 16; exec '${process.execPath}' '${lbctlProgram}' backup '${file}'`;
    const full = run('sh', ['-c', limited], { env: { LBCTL_ADDRESS: lbd.address } });
    expect(await full.ended).toBe(1);
    expect(full.stderr()).toBe(
      `error: the backup could not be written to ${file}: it is larger than files may be here\n` +
        '  nothing of it was left there; write it elsewhere, or make room\n',
    );
    expect(await lbd.run('backup', join(folder, 'away', 'lbd.db'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('the folder is not there'),
    });
    expect(await lbd.run('backup', file, '--timeout', '0s')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('error: the backup was not done in time after 0 bytes'),
    });
    expect(await lbd.run('backup', folder)).toMatchObject({ code: 2 });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a store in memory is refused: there is nothing to copy', async () => {
    const lbd = await aDaemonOfItsOwn();
    const folder = aFolder();
    const { code, stderr } = await lbd.run('backup', join(folder, 'lbd.db'));
    expect(code).toBeGreaterThan(0);
    expect(stderr).toMatch(/memory/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
