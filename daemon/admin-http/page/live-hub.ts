import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Store } from '../../core/ports.ts';
import type { DrainProgresses } from '../../drains/drain-progress.ts';
import type { JournalFeed } from '../../upkeep/journal-feed.ts';
import { sharedTicks, type Ticks } from '../../upkeep/ticks.ts';
import { DrainBoard } from './drain-board.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { tellJournal } from './journal-tail.ts';
import { LivePicture, type PictureParts } from './live-picture.ts';

export interface LiveParts extends PictureParts {
  readonly clock: Clock;
  readonly store: Pick<Store, 'events' | 'sequence' | 'onCommitted'>;
  readonly journal: JournalFeed;
  readonly drainProgresses: DrainProgresses;
}

/** Pages that look at once. */
export const mostReaders = 64;
/** A change shows within this time, if looking does not cost too much. */
const everyMs = 250;
/** Without a line in the journal only counts of requests, weights and the like change. */
const ticksOfCalm = 4;

interface Reader {
  readonly stream: EventStream;
  /** May it still read? */
  readonly isAllowed: () => boolean;
  /** It missed something: it gets the whole picture when it has caught up. */
  missed: boolean;
}

/** What is the same for all who look: taken once, told to each. Nobody looks, nothing is done. */
export class LiveHub {
  readonly #parts: LiveParts;
  readonly #picture: LivePicture;
  readonly #board: DrainBoard;
  readonly #readers = new Set<Reader>();
  #ticks: Ticks | undefined;
  #happened = true;
  #calm = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#picture = new LivePicture(parts);
    this.#board = new DrainBoard(parts.registry, parts.drainProgresses, (stand) => this.tell('drain', stand));
    parts.store.onCommitted(() => {
      this.#happened = true;
    });
  }

  get readers(): number {
    return this.#readers.size;
  }

  get isFull(): boolean {
    return this.#readers.size >= mostReaders;
  }

  /** To all who look. */
  tell(event: string, data: unknown): void {
    if (this.#readers.size === 0) return;
    const json = JSON.stringify(data);
    for (const reader of this.#readers) {
      if (!reader.stream.sendJson(event, json)) this.#catchUpLater(reader);
    }
  }

  /**
   * Answers with server-sent events until the reader goes, `stop`, or it may no longer read: `picture` (first whole, then what changed), `drain`,
   * `journal` and `gap`. `Last-Event-ID` is the journal's sequence up to which the reader knows everything.
   */
  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    stop: AbortSignal,
    isAllowed: () => boolean,
  ): Promise<void> {
    const stream = openEventStream(response, this.#parts.clock);
    stop.addEventListener('abort', () => stream.end());
    const reader: Reader = { stream, isAllowed, missed: true };
    this.#readers.add(reader);
    stream.signal.addEventListener('abort', () => this.#leave(reader));
    this.#ticks ??= sharedTicks(this.#parts.clock, everyMs, () => void this.#tick());
    await this.#look();
    await this.#tellWhole(reader);
    await tellJournal(this.#parts, stream, lastEventId(request));
  }

  /** Streams outlive tokens. */
  letRevokedGo(): void {
    for (const { stream, isAllowed } of [...this.#readers]) if (!isAllowed()) stream.end();
  }

  #leave(reader: Reader): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    this.#ticks?.stop();
    this.#ticks = undefined;
    this.#board.letGo();
  }

  async #tick(): Promise<void> {
    this.#calm += 1;
    if (this.#picture.isResting || (!this.#happened && this.#calm < ticksOfCalm)) return;
    await this.#look();
  }

  async #look(): Promise<void> {
    this.#happened = false;
    this.#calm = 0;
    this.#board.followAll();
    const { nowMs, ...changes } = await this.#picture.look();
    if (Object.keys(changes).length > 0) this.#tellChanges({ nowMs, ...changes });
  }

  /** Those who share a look tell it once. */
  #tellChanges(picture: object): void {
    const readers = [...this.#readers].filter(({ missed }) => !missed);
    if (readers.length === 0) return;
    const json = JSON.stringify(picture);
    for (const reader of readers) if (!reader.stream.sendJson('picture', json)) this.#catchUpLater(reader);
  }

  /** What changes meanwhile is told between the parts; a part is as of the moment in which it is told. */
  async #tellWhole(reader: Reader): Promise<void> {
    reader.missed = false;
    for (const part of this.#picture.whole()) {
      await reader.stream.caughtUp();
      if (reader.missed || reader.stream.signal.aborted) return; // it begins anew, or has gone
      reader.stream.sendJson('picture', part);
      await nextTurn();
    }
    for (const stand of this.#board.stands) reader.stream.send('drain', stand);
  }

  #catchUpLater(reader: Reader): void {
    if (reader.missed || reader.stream.signal.aborted) return;
    reader.missed = true;
    void reader.stream.caughtUp().then(() => this.#tellWhole(reader));
  }
}

/** Null where the reader has none, or none that is a number. */
function lastEventId({ headers }: IncomingMessage): number | null {
  const text = headers['last-event-id'];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
