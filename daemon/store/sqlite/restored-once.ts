import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LbError } from '../../core/errors.ts';
import { sync } from './backup.ts';

const noteName = 'restored.json';
const chunkBytes = 1_048_576;

/** Of what the file holds: the same backup under another name is the same. 0.5 to 1 s a GB. */
export function fingerprint(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  const descriptor = openSync(file, 'r');
  try {
    for (let read = -1; read !== 0; ) {
      read = readSync(descriptor, chunk, 0, chunkBytes, null);
      hash.update(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

/** @throws LbError `store-unavailable` when the folder was restored from this backup already */
export function refuseTwice(directory: string, file: string, print: string): void {
  const note = readNote(directory);
  if (note?.sha256 !== print) return;
  throw new LbError(
    'store-unavailable',
    `"${directory}" was restored from "${resolve(file)}" on ${note.time}, and a second time would lose what happened since: ` +
      `start lbd without --restore, or remove "${join(directory, noteName)}" if that is what you want`,
  );
}

export function noteRestored(directory: string, sha256: string, wallMs: number): void {
  const file = join(directory, noteName);
  writeFileSync(`${file}.partial`, `${JSON.stringify({ sha256, time: new Date(wallMs).toISOString() })}\n`, {
    mode: 0o600,
  });
  sync(`${file}.partial`);
  renameSync(`${file}.partial`, file);
}

function readNote(directory: string): { readonly sha256?: unknown; readonly time?: unknown } | null {
  try {
    return JSON.parse(readFileSync(join(directory, noteName), 'utf8'));
  } catch {
    return null; // never restored, or a note nobody can read: the database that is there is kept in any case
  }
}
