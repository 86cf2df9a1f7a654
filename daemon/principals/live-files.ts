import { type FileHandle, open, stat } from 'node:fs/promises';

/** What files say, as of now. */
export interface Live<T> {
  readonly value: T;
  onChange(listener: (value: T) => void): void;
}

export type LiveFilesLog = (level: 'info' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

interface Followed {
  readonly what: string;
  readonly paths: readonly string[];
  readonly reload: () => Promise<void>;
  prints: string;
  problem: string;
}

/** Soon enough for a person who replaced a file and tries it; looking costs microseconds. */
const lookEveryMs = 1_000;
/** A certificate chain has some 10 kB, a file of 10,000 tokens some 1 MB. */
const maxFileBytes = 4 * 1_024 * 1_024;

/**
 * Reads files again when they change, with no signal and no restart. A file that can't be used changes nothing: what
 * was read before stands, and `problems` says so until the file is mended. Looks by itself, for events of the file
 * system don't reach over networks, and miss the swapped links by which Kubernetes brings new secrets.
 */
export class LiveFiles {
  readonly #log: LiveFilesLog;
  readonly #followed: Followed[] = [];
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(log: LiveFilesLog) {
    this.#log = log;
  }

  /**
   * @param what  the setting that names the files, for people
   * @param load  from the files' texts, in their order
   * @throws Error `WHAT: FILE …`, where they can't be used at the start
   */
  async follow<T>(what: string, paths: readonly string[], load: (texts: readonly string[]) => T): Promise<Live<T>> {
    const listeners: ((value: T) => void)[] = [];
    const read = async (): Promise<T> => load(await Promise.all(paths.map(readSmallFile)));
    const prints = await printsOf(paths);
    let value = await read().catch((error: Error) => {
      throw new Error(`${what}: ${error.message}`);
    });
    const reload = async (): Promise<void> => {
      value = await read();
      for (const listener of listeners) listener(value);
    };
    this.#followed.push({ what, paths, reload, prints, problem: '' });
    return {
      get value() {
        return value;
      },
      onChange: (listener) => listeners.push(listener),
    };
  }

  /** Why what is in force is not what the files say; empty when it is. */
  get problems(): readonly string[] {
    return this.#followed.flatMap(({ problem }) => (problem === '' ? [] : [problem]));
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), lookEveryMs);
    this.#timer.unref();
  }

  /** Takes over what has changed. What failed is tried again each time. */
  look(): Promise<void> {
    this.#looking ??= this.#lookAtAll().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const followed of this.#followed) {
      const prints = await printsOf(followed.paths);
      if (prints === followed.prints && followed.problem === '') continue;
      followed.prints = prints;
      await this.#takeOver(followed);
    }
  }

  async #takeOver(followed: Followed): Promise<void> {
    const { what, paths, reload } = followed;
    const before = followed.problem;
    try {
      await reload();
      followed.problem = '';
      this.#log('info', 'files-reloaded', { setting: what, paths });
    } catch (error) {
      followed.problem = `${what}: ${(error as Error).message}; what was read before stays in force`;
      if (followed.problem !== before) this.#log('error', 'files-not-reloaded', { problem: followed.problem });
    }
  }
}

/** Changes whenever a file is written or replaced, also by one of the same size in the same second. */
async function printsOf(paths: readonly string[]): Promise<string> {
  const prints = paths.map(async (path) => {
    try {
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
      return [dev, ino, size, mtimeNs, ctimeNs].join(':');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? 'unreadable';
    }
  });
  return (await Promise.all(prints)).join(' ');
}

async function readSmallFile(path: string): Promise<string> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > maxFileBytes) throw new Error(`has ${size} bytes; at most ${maxFileBytes} are read`);
    return await file.readFile('utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EACCES: 'lbd may not read it; give it to the user that lbd runs as',
      EISDIR: 'is a folder',
    };
    throw new Error(`${path}: ${why[code ?? ''] ?? message}`);
  } finally {
    await file?.close();
  }
}
