import { type FSWatcher, readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';

export interface KeyPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

type Log = (level: 'info' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** A certificate's two files are written one after the other: they are read when they rest. */
const restMs = 200;

/** The gateway's certificate, read again when its files change. A pair that does not fit leaves the old one in place. */
export class TlsFiles {
  readonly #certFile: string;
  readonly #keyFile: string;
  readonly #log: Log;
  readonly #watchers: FSWatcher[] = [];
  #context: KeyPair;
  #timer: NodeJS.Timeout | undefined;
  #listener: (context: KeyPair) => void = () => {};

  /** @throws Error that names the file */
  constructor({ certFile, keyFile }: { certFile: string; keyFile: string }, log: Log) {
    this.#certFile = certFile;
    this.#keyFile = keyFile;
    this.#log = log;
    this.#context = this.#read();
    // The folders: a file that is replaced, or a link that is turned, is another file than the one that was watched.
    for (const folder of new Set([dirname(certFile), dirname(keyFile)])) {
      const watcher = watch(folder, { persistent: false }, () => this.#soon());
      watcher.on('error', (error) => log('error', 'certificate-not-watched', { folder, error }));
      this.#watchers.push(watcher);
    }
  }

  get context(): KeyPair {
    return this.#context;
  }

  onChange(listener: (context: KeyPair) => void): void {
    this.#listener = listener;
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reload(), restMs);
    this.#timer.unref();
  }

  #reload(): void {
    try {
      const { cert, key } = this.#read();
      if (cert.equals(this.#context.cert) && key.equals(this.#context.key)) return;
      this.#context = { cert, key };
      this.#listener(this.#context);
      this.#log('info', 'certificate-changed', { file: this.#certFile });
    } catch (error) {
      this.#log('error', 'certificate-not-taken', { file: this.#certFile, error, note: 'the one before stays in use' });
    }
  }

  #read(): KeyPair {
    const pair = { cert: read('gateway_tls_cert', this.#certFile), key: read('gateway_tls_key', this.#keyFile) };
    try {
      createSecureContext(pair);
    } catch (error) {
      throw new Error(`"${this.#certFile}" and "${this.#keyFile}" are no certificate and its key in PEM`, {
        cause: error,
      });
    }
    return pair;
  }
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(`${setting}: "${file}" can't be read (${code ?? message}); is it there, and may lbd read it?`, {
      cause: error,
    });
  }
}
