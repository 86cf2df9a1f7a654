import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { KeyRing, RingKey } from '../affinity/key-ring.ts';
import type { KeyFile } from '../cookies/cookie-keys.ts';
import { LbError } from '../core/errors.ts';

const secretBytes = 32;
const lookEveryMs = 1_000;

/**
 * The keys of cookies in a JSON file: `{"keys": [{"id", "secret", "created", "retired"?}]}`, the active one first;
 * secrets are 32 bytes in base64url. Several lbds may share one, and whoever changes it changes it for all.
 */
export function cookieKeyFile(path: string): KeyFile {
  return {
    read() {
      const text = textOf(path);
      return text === undefined ? undefined : ringOf(text, path);
    },
    write: (ring) => replace(path, `${JSON.stringify({ keys: ring.map(lineOf) }, null, 2)}\n`),
  };
}

/** Calls back when the file is another one than before; a second late at most. Answers how to stop looking. */
export function watchKeyFile(path: string, changed: () => void): () => void {
  let before = stateOf(path);
  const looking = setInterval(() => {
    const now = stateOf(path);
    if (now === before) return;
    before = now;
    if (now !== '') changed();
  }, lookEveryMs);
  looking.unref();
  return () => clearInterval(looking);
}

/** Empty where there is no file, or nothing in it. */
function stateOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined || stats.size === 0 ? '' : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

interface Line {
  id: string;
  secret: string;
  created: string;
  retired?: string;
}

function lineOf({ id, secret, createdAtMs, retiredAtMs }: RingKey): Line {
  return {
    id,
    secret: Buffer.from(secret).toString('base64url'),
    created: new Date(createdAtMs).toISOString(),
    ...(retiredAtMs !== null && { retired: new Date(retiredAtMs).toISOString() }),
  };
}

function textOf(path: string): string | undefined {
  try {
    if ((statSync(path).mode & 0o077) !== 0) {
      throw unusable(path, `others may read it; "chmod 600 ${path}" makes it private`);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error instanceof LbError ? error : unusable(path, (error as Error).message);
  }
}

function ringOf(text: string, path: string): KeyRing {
  const keys = keysOf(text, path).map((line, i): RingKey => {
    const secret = Buffer.from(String(line.secret), 'base64url');
    const createdAtMs = Date.parse(line.created);
    const retiredAtMs = line.retired === undefined ? null : Date.parse(line.retired);
    const isGood = /^[a-z0-9]{1,16}$/.test(line.id) && secret.length === secretBytes;
    if (!isGood || Number.isNaN(createdAtMs) || Number.isNaN(retiredAtMs)) {
      throw unusable(path, `keys[${i}] wants id (a-z 0-9), secret (32 bytes in base64url) and created (a time)`);
    }
    return { id: line.id, secret, createdAtMs, retiredAtMs: i === 0 ? null : (retiredAtMs ?? createdAtMs) };
  });
  const [active, ...accepted] = keys;
  if (active === undefined) throw unusable(path, 'it holds no key; remove it, and lbd makes one');
  return [active, ...accepted];
}

function keysOf(text: string, path: string): Line[] {
  try {
    const { keys } = JSON.parse(text) as { keys: unknown };
    if (Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null)) return keys as Line[];
  } catch {
    // as below
  }
  throw unusable(path, 'it is no JSON of the form {"keys": [...]}');
}

/** Whole on disk before it has the name. */
function replace(path: string, text: string): void {
  const partial = `${path}.${process.pid}.partial`;
  try {
    const descriptor = openSync(partial, 'w', 0o600);
    try {
      writeSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw unusable(path, (error as Error).message);
  }
}

function unusable(path: string, problem: string): LbError {
  return new LbError('store-unavailable', `the cookie keys in "${path}" can't be used: ${problem}`);
}
