import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeBackup } from '../../cli/backup-file.ts';
import { aFolder } from './programs.ts';

/** Two pieces, and something that happens between them. */
async function* pieces(between: () => void = () => {}): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one ');
  between();
  yield Buffer.from('two');
}

describe('a backup on disk', () => {
  test('is whole, and for its owner only', async () => {
    const file = join(aFolder(), 'lbd.db');
    expect(await writeBackup(pieces(), file, { force: false })).toBe(7);
    expect(readFileSync(file, 'utf8')).toBe('one two');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("takes nobody else's place without --force, not even one taken meanwhile", async () => {
    const folder = aFolder();
    const file = join(folder, 'lbd.db');
    const taken = pieces(() => writeFileSync(file, 'mine'));
    await expect(writeBackup(taken, file, { force: false })).rejects.toMatchObject({
      message: `${file} is there already`,
      problem: { reason: 'FILE_EXISTS', exitCode: 1 },
    });
    await expect(writeBackup(pieces(), file, { force: false })).rejects.toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['lbd.db']);

    expect(await writeBackup(pieces(), file, { force: true })).toBe(7);
    expect(readFileSync(file, 'utf8')).toBe('one two');
  });

  test('leaves nothing when lbd breaks off, and the old file stays', async () => {
    const folder = aFolder();
    const file = join(folder, 'lbd.db');
    writeFileSync(file, 'old');
    const broken = pieces(() => {
      throw new Error('broken off');
    });
    await expect(writeBackup(broken, file, { force: true })).rejects.toThrow('broken off');
    expect(readdirSync(folder)).toEqual(['lbd.db']);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  test('says so when its folder is not there, or vanishes on the way', async () => {
    const folder = join(aFolder(), 'away');
    const file = join(folder, 'lbd.db');
    const unwritable = {
      message: `the backup could not be written to ${file}: the folder is not there`,
      problem: { exitCode: 1 },
    };
    await expect(writeBackup(pieces(), file, { force: false })).rejects.toMatchObject(unwritable);
    mkdirSync(folder);
    const vanishing = pieces(() => rmSync(folder, { recursive: true }));
    await expect(writeBackup(vanishing, file, { force: false })).rejects.toMatchObject(unwritable);
    expect(existsSync(folder)).toBe(false);
  });

  test('is no folder', async () => {
    await expect(writeBackup(pieces(), aFolder(), { force: true })).rejects.toMatchObject({
      problem: { exitCode: 2 },
    });
  });
});
