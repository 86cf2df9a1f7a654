import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Actor, inTurn } from '../backends/administration.ts';
import { LbError } from '../core/errors.ts';
import type { Clock, Store } from '../core/ports.ts';

const chunkBytes = 65_536;
/** What a copy is called, and what is made on the way to it. */
const copyPattern = /^backup-\d+-[0-9a-f]{12}\.tmp/;

/** Copies of the whole store, for those who ask. */
export class Backups {
  readonly #store: Store;
  readonly #clock: Pick<Clock, 'wallNow'>;
  /** Each takes the place of the dataset once more on the disk: one at a time. */
  readonly #inTurn = inTurn();

  constructor(store: Store, clock: Pick<Clock, 'wallNow'>) {
    this.#store = store;
    this.#clock = clock;
    if (store.location !== '') removeCopies(dirname(store.location));
  }

  /**
   * The bytes of a copy, as the store is at one moment, in chunks of 64 KiB. The copy is made beside the dataset, where
   * there is a disk for it; its name is gone before the first byte is read, so that nothing is left, however this ends.
   *
   * The journal says who took it: whoever has a copy has all sessions.
   *
   * @throws LbError `store-unavailable` where the store has no copy to give, or its disk is full; `cancelled`
   */
  async *read({ who, reason }: Actor, signal: AbortSignal): AsyncGenerator<Buffer> {
    const copy = await this.#inTurn(() => this.#copy(signal));
    try {
      const atMs = this.#clock.wallNow();
      await this.#store.control({ events: [{ kind: 'backup-taken', atMs, pool: '', backendId: '', who, reason }] });
      for (;;) {
        const { bytesRead, buffer } = await copy.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
        if (bytesRead === 0 || signal.aborted) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await copy.close();
    }
  }

  async #copy(signal: AbortSignal): Promise<FileHandle> {
    if (signal.aborted) throw new LbError('cancelled', 'the caller has gone');
    const name = `backup-${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
    const path = join(dirname(this.#store.location), name);
    try {
      await this.#store.backup(path);
      return await open(path, 'r');
    } finally {
      await rm(path, { force: true });
    }
  }
}

/** Of an lbd that was killed while it made one; its successor owns the folder now. */
function removeCopies(folder: string): void {
  for (const name of readdirSync(folder)) if (copyPattern.test(name)) rmSync(`${folder}/${name}`, { force: true });
}
