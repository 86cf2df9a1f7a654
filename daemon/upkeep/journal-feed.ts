import { LbError } from '../core/errors.ts';
import type { JournalLine, JournalQuery, Store } from '../core/ports.ts';

/** Lines kept at hand, so that a watcher that is a little behind does not go to the disk. */
const mostAtHand = 8_192;
const linesPerPage = 1_000;

export type JournalFilter = Omit<JournalQuery, 'afterSequence' | 'limit' | 'tail' | 'sinceMs' | 'untilMs'>;

/** The journal as it grows: everyone who watches gets each line once, in order, from wherever it left off. */
export class JournalFeed {
  readonly #store: Store;
  readonly #wakes = new Set<() => void>();
  #atHand: JournalLine[] = [];

  constructor(store: Store) {
    this.#store = store;
    store.onCommitted((lines) => {
      this.#atHand.push(...lines);
      if (this.#atHand.length >= 2 * mostAtHand) this.#atHand = this.#atHand.slice(-mostAtHand);
      for (const wake of [...this.#wakes]) wake();
    });
  }

  /** The newest line's. */
  get sequence(): number {
    return this.#store.sequence();
  }

  /** Until the journal is past `sequence`, or `signal`. */
  past(sequence: number, signal: AbortSignal): Promise<void> {
    if (this.#store.sequence() > sequence || signal.aborted) return Promise.resolve();
    return this.#next(sequence, signal);
  }

  /**
   * Lines after `afterSequence`, in batches, without gap or repetition; then those to come, until `signal`. An empty
   * batch tells that everything up to `sequence` was left out by the filter.
   *
   * @param afterSequence 0 for the whole journal; `sequence` for what comes next
   * @throws LbError `journal-truncated` where the journal no longer reaches back so far
   */
  async *watch(
    afterSequence: number,
    filter: JournalFilter,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly lines: readonly JournalLine[]; readonly sequence: number }> {
    let after = afterSequence;
    await this.#mustReachBackTo(after);
    while (!signal.aborted) {
      const newest = this.#store.sequence();
      if (after >= newest) {
        await this.#next(after, signal);
        continue;
      }
      const first = this.#atHand[0];
      if (first !== undefined && first.sequence <= after + 1) {
        const lines = this.#atHand.slice(
          indexAfter(this.#atHand, after),
          indexAfter(this.#atHand, after) + linesPerPage,
        );
        const last = lines.at(-1)?.sequence ?? newest;
        after = last;
        yield { lines: lines.filter((line) => matches(line, filter)), sequence: after };
      } else {
        const query = { ...filter, afterSequence: after, limit: linesPerPage, tail: false };
        const { lines, oldestSequence } = await this.#store.events(query);
        if (oldestSequence > after + 1) throw truncated(after, oldestSequence);
        after = lines.length < linesPerPage ? newest : lines.at(-1)!.sequence;
        yield { lines: lines.filter(({ sequence }) => sequence <= after), sequence: after };
      }
    }
  }

  async #mustReachBackTo(after: number): Promise<void> {
    const newest = this.#store.sequence();
    if (after > newest) {
      throw new LbError(
        'journal-truncated',
        `the journal ends at ${newest}: ${after} is of another dataset, or of one that was kept in memory; begin at 0 for what comes next`,
        { metadata: { newest_sequence: String(newest) } },
      );
    }
    if (after === newest) return;
    const { oldestSequence } = await this.#store.events({ afterSequence: after, limit: 1, tail: false });
    if (oldestSequence > after + 1) throw truncated(after, oldestSequence);
  }

  #next(after: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#wakes.delete(wake);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const wake = (): void => {
        if (this.#store.sequence() > after) done();
      };
      this.#wakes.add(wake);
      signal.addEventListener('abort', done);
    });
  }
}

function truncated(after: number, oldest: number): LbError {
  return new LbError(
    'journal-truncated',
    `the journal no longer reaches back to ${after}: its oldest line is ${oldest}; begin there, or at 0 for what comes next`,
    { metadata: { oldest_sequence: String(oldest) } },
  );
}

/** Where the lines after a sequence begin: they stand in its order. */
function indexAfter(lines: readonly JournalLine[], after: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]!.sequence <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function matches(line: JournalLine, { pool, backendId, key, kinds }: JournalFilter): boolean {
  if (pool !== undefined && line.pool !== pool) return false;
  if (backendId !== undefined && line.backendId !== backendId) return false;
  if (kinds !== undefined && !kinds.includes(line.kind)) return false;
  if (key === undefined) return true;
  return line.key?.k0 === key.k0 && line.key.k1 === key.k1 && line.key.k2 === key.k2 && line.key.k3 === key.k3;
}
