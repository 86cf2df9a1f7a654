import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

export const roles = ['viewer', 'router', 'operator', 'admin'] as const;

/** 256 random bits: nobody guesses it, so its plain hash gives nothing away. */
export function newToken(): { readonly token: string; readonly sha256: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, sha256: createHash('sha256').update(token).digest('hex') };
}

/** As lbd's token file wants it. */
export function lineOf(name: string, role: string, sha256: string): string {
  return `${name} ${role} sha256:${sha256}`;
}

/** @throws CommandError 1 when the file is there, or can't be written */
export async function writeToken(file: string, token: string): Promise<void> {
  try {
    await writeFile(file, `${token}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isThere = code === 'EEXIST';
    throw new CommandError(
      {
        code: isThere ? 'ALREADY_EXISTS' : 'UNKNOWN',
        reason: isThere ? 'FILE_EXISTS' : 'FILE_UNWRITABLE',
        message: isThere ? `${file} is there already` : `the token could not be written to ${file}: ${message}`,
        hint: isThere ? 'name another file with --out, or move that one away' : 'name another file with --out',
        metadata: { file },
        exitCode: exitCodes.failed,
      },
      { cause },
    );
  }
}
