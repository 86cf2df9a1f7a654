import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LbError } from '../../core/errors.ts';
import { diskCode, diskProblem } from './disk-error.ts';

/**
 * Makes `path` by `write`, which gets the name of an empty file beside it: whole and synced, or not at all.
 *
 * @throws LbError `store-unavailable`; nothing is left then
 */
export async function writeWhole(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  const partial = `${target}.${process.pid}.partial`;
  let mine = false;
  try {
    if (existsSync(target)) throw exists(target);
    closeSync(openSync(partial, 'wx', 0o600)); // the dataset's secret is in it
    mine = true;
    await write(partial);
    sync(partial);
    putInPlace(partial, target);
    sync(dirname(target));
  } catch (error) {
    throw failed(error, target);
  } finally {
    if (mine)
      for (const left of [partial, `${partial}-journal`, `${partial}-wal`, `${partial}-shm`])
        rmSync(left, { force: true });
  }
}

/** A link never replaces what somebody else put there meanwhile. Some file systems have none. */
function putInPlace(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    const code = diskCode(error);
    if (code === 'EEXIST' || existsSync(target)) throw exists(target);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    renameSync(partial, target);
  }
}

/** Of a file or a folder: what is in it outlives a power loss. */
export function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function exists(target: string): LbError {
  return new LbError('store-unavailable', `"${target}" exists already: name another file for the backup`);
}

function failed(error: unknown, target: string): LbError {
  if (error instanceof LbError && error.cause === undefined) return error;
  // The reader's thread passes the disk's own words as the cause.
  const said = error instanceof LbError ? error.cause : error;
  const message = (said as { message?: string } | null)?.message ?? String(said);
  return new LbError(
    'store-unavailable',
    `the backup was not written: ${diskProblem(diskCode(said), message, target)}`,
    {
      cause: error,
    },
  );
}
