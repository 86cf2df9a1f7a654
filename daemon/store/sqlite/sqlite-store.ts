import type Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
import type { Labels, SessionId } from '../../core/model.ts';
import type { Dataset, Holder, JournalLine, JournalPage, Store } from '../../core/ports.ts';
import type { Change } from '../change-queue.ts';
import { writeWhole } from './backup.ts';
import { takeDataFolder } from './data-folder.ts';
import { corrupt, refusal } from './disk-error.ts';
import { defaultJournalBounds, type JournalBounds } from './journal-pruner.ts';
import { loadAll } from './load.ts';
import { type Migrated, migrate, refuseForeignFile } from './migrate.ts';
import { type Durability, openForWriting } from './open-database.ts';
import { openReader } from './reader.ts';
import { packRefs } from './reader-messages.ts';
import { openWriter, type Writer } from './writer.ts';

export interface SqliteOptions {
  /** The data folder; made when it is not there. */
  readonly directory: string;
  readonly durability: Durability;
  readonly journal?: JournalBounds;
  readonly log?: (event: StoreEvent) => void;
}

/** What an operator should know, in words. */
export interface StoreEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

// A slice that holds a waiting claim up for about 3 ms.
const touchesAtATime = 256;

/**
 * Takes the data folder, and brings its database to this program's version.
 *
 * @throws LbError `store-unavailable` when the folder is another lbd's, or the file is newer, damaged, another
 *         program's, or not to be written; nothing is changed then
 */
export function openSqliteStore({
  directory,
  durability,
  journal = defaultJournalBounds,
  log = () => {},
}: SqliteOptions): Store {
  const folder = takeDataFolder(directory);
  const { file } = folder;
  const db = openMigrated();
  const reader = openReader(file);
  let writer: Writer | undefined;
  /** Answers `ok`, or what is wrong; runs beside the load. */
  let check: Promise<string> = Promise.resolve('ok');
  let closing: Promise<void> | undefined;
  const listeners: ((lines: readonly JournalLine[]) => void)[] = [];

  function openMigrated(): Database.Database {
    try {
      refuseForeignFile(file);
      const opened = openForWriting(file, durability);
      try {
        tellOf(migrate(opened, file, Date.now()));
        return opened;
      } catch (error) {
        opened.close();
        throw error;
      }
    } catch (error) {
      folder.release();
      throw refusal(error, file);
    }
  }

  function tellOf({ from, to, copy }: Migrated): void {
    if (from === to) return;
    const wayBack = `the way back: stop lbd, and move "${copy}" over "${file}"`;
    const message = `"${file}" went from version ${from} to ${to}`;
    log({ level: 'info', message: copy === undefined ? message : `${message}; ${wayBack}` });
  }

  function load(sink: Parameters<Store['load']>[0]): Dataset {
    try {
      const clean = db.prepare('SELECT clean FROM heartbeat').pluck().get() === 1;
      if (!clean) {
        log({ level: 'warn', message: `lbd did not stop in order the last time; "${file}" is being checked` });
        check = reader.ask({ kind: 'check' }) as Promise<string>;
        check.catch(() => {}); // start tells
      }
      return loadAll(db, file, sink);
    } catch (error) {
      throw refusal(error, file);
    } finally {
      db.close();
    }
  }

  async function start(clock: Parameters<Store['start']>[0]): Promise<void> {
    const verdict = await check;
    if (verdict !== 'ok') throw new LbError('store-unavailable', `${corrupt(file)} (${verdict})`);
    writer = openWriter({ file, durability, journal }, clock, {
      unwritable: (problem) => log({ level: 'error', message: `the store can't write: ${problem}` }),
      writableAgain: () => log({ level: 'info', message: 'the store can write again' }),
      committed: (lines) => {
        if (lines.length > 0) for (const listener of listeners) listener(lines);
      },
      get listening() {
        return listeners.length > 0;
      },
    });
    await writer.start();
  }

  function add(change: Change): void {
    if (writer === undefined) throw new Error('the store is not started');
    writer.add(change);
  }

  async function close(): Promise<void> {
    await writer?.close();
    await reader.close();
    db.close();
    folder.release();
  }

  return {
    kind: 'sqlite',
    location: file,
    load,
    start,
    claim: (claim) => new Promise<Holder>((done, failed) => add({ kind: 'claim', claim, done, failed })),
    end: (endings) => new Promise<void>((done, failed) => add({ kind: 'end', endings, done, failed })),
    control: (change) => new Promise<void>((done, failed) => add({ kind: 'control', change, done, failed })),
    async touch(touches) {
      const slices: Promise<void>[] = [];
      for (let from = 0; from < touches.length; from += touchesAtATime) {
        const slice = touches.slice(from, from + touchesAtATime);
        slices.push(new Promise((done, failed) => add({ kind: 'touch', touches: slice, done, failed })));
      }
      await Promise.all(slices);
    },
    sessionIds: (refs) => reader.ask({ kind: 'session-ids', refs: packRefs(refs) }) as Promise<(SessionId | null)[]>,
    labels: (refs) => reader.ask({ kind: 'labels', refs: packRefs(refs) }) as Promise<Labels[]>,
    labelled: (name, value, fromSlot, endSlot) =>
      reader.ask({ kind: 'labelled', name, value, fromSlot, endSlot }) as Promise<Uint32Array>,
    sequence: () => writer?.sequence() ?? 0,
    events: (query) => reader.ask({ kind: 'events', query }) as Promise<JournalPage>,
    onCommitted(listener) {
      listeners.push(listener);
    },
    backup: (path) => writeWhole(path, async (partial) => void (await reader.ask({ kind: 'copy', to: partial }))),
    health: () => writer?.health() ?? { writable: false, error: 'the store is not started', queued: 0 },
    close() {
      closing ??= close();
      return closing;
    },
  };
}
