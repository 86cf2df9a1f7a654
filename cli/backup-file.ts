import { type FileHandle, link, open, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { CommandError, usageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Writes a backup so that `file` is either whole or not there: into a file beside it, on the disk to its last byte, then
 * under its name. Whatever fails, nothing of it is left.
 *
 * @returns how many bytes it has
 * @throws CommandError 1 when `file` is there and `force` is not given, and when it can't be written
 */
export async function writeBackup(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  { force }: { readonly force: boolean },
): Promise<number> {
  await mustBeFree(file, force);
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  const handle = await open(partial, 'wx', 0o600).catch((error) => {
    throw unwritable(file, error);
  });
  try {
    const size = await fill(handle, chunks, file);
    await publish(partial, file, force).catch((error) => {
      throw unwritable(file, error);
    });
    return size;
  } finally {
    await handle.close().catch(() => {});
    await unlink(partial).catch(() => {}); // it is gone already when it got its name
  }
}

async function mustBeFree(file: string, force: boolean): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory()) throw usageError(`${file} is a folder`, 'name a file in it');
  if (there && !force) throw exists(file);
}

async function fill(handle: FileHandle, chunks: AsyncIterable<Uint8Array>, file: string): Promise<number> {
  let size = 0;
  const written = async (step: Promise<unknown>) =>
    step.catch((error) => {
      throw unwritable(file, error);
    });
  for await (const chunk of chunks) {
    await written(handle.appendFile(chunk));
    size += chunk.length;
  }
  await written(handle.sync());
  return size;
}

/** A name that somebody else took meanwhile is not taken from him: a link fails where a rename would not. */
async function publish(partial: string, file: string, force: boolean): Promise<void> {
  if (force) await rename(partial, file);
  else await link(partial, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

function exists(file: string): CommandError {
  return new CommandError({
    code: 'ALREADY_EXISTS',
    reason: 'FILE_EXISTS',
    message: `${file} is there already`,
    hint: 'name another file, or replace it with --force',
    metadata: { file },
    exitCode: exitCodes.failed,
  });
}

function unwritable(file: string, error: NodeJS.ErrnoException): CommandError {
  if (error.code === 'EEXIST') return exists(file);
  return new CommandError(
    {
      code: 'UNKNOWN',
      reason: 'FILE_UNWRITABLE',
      message: `the backup could not be written to ${file}: ${words[error.code ?? ''] ?? error.message}`,
      hint: 'nothing of it was left there; write it elsewhere, or make room',
      metadata: { file, error: error.code ?? '' },
      exitCode: exitCodes.failed,
    },
    { cause: error },
  );
}

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota is used up',
  EFBIG: 'it is larger than files may be here',
  ENOENT: 'the folder is not there',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
};
