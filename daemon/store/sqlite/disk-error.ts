import { LbError } from '../../core/errors.ts';

/** The code of an error of SQLite or of the file system; empty when it is neither. */
export function diskCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** What the disk said about `file`, and what to do, for the person who reads it. */
export function diskProblem(code: string, message: string, file: string): string {
  return `${cause(code, file)} (${code === '' ? message : `${code}: ${message}`})`;
}

function cause(code: string, file: string): string {
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return `the disk of "${file}" is full: free some space`;
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS') {
    return `"${file}" can't be written: mount its disk writable, or give its owner the right to write`;
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return `another program holds "${file}" locked: end it`;
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(file);
  if (code.startsWith('SQLITE_CANTOPEN') || code === 'EACCES' || code === 'EPERM' || code === 'ENOENT') {
    return `"${file}" can't be opened: see that its folder exists and belongs to the user who runs lbd`;
  }
  return `the disk of "${file}" failed: see the system's log`;
}

export function corrupt(file: string): string {
  return `"${file}" is damaged: stop lbd, move it and its -wal and -shm away, and put the last backup there (or start empty: every session is assigned anew)`;
}

/** For a start that can't go on. Errors that say already what to do pass unchanged. */
export function refusal(error: unknown, file: string): LbError {
  if (error instanceof LbError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new LbError('store-unavailable', diskProblem(diskCode(error), message, file), { cause: error });
}
