import type { JournalLine } from '../../core/ports.ts';
import type { BatchClock } from './batch.ts';
import type { JournalBounds } from './journal-pruner.ts';
import type { Durability } from './open-database.ts';

/** What the writer's thread is told when it starts. */
export interface WriterSetup {
  readonly file: string;
  readonly durability: Durability;
  readonly journal: JournalBounds;
}

/** To the writer's thread: a packed batch, or one of these. Each has one answer, and one is under way at a time. */
export type WriterRequest =
  | ArrayBuffer
  /**
   * Open (again), and write a first heartbeat. After a failure the log is emptied, so that nothing comes back, and the
   * lines after number `toldTo` are answered: they stand, and nobody was told.
   */
  | { readonly kind: 'open'; readonly clock: BatchClock; readonly afterFailure: false }
  | { readonly kind: 'open'; readonly clock: BatchClock; readonly afterFailure: true; readonly toldTo: number }
  | { readonly kind: 'beat'; readonly clock: BatchClock }
  | { readonly kind: 'close'; readonly clock: BatchClock };

/** From it: the newest journal number that is durable, with what else is to be said of the commit; or why not. */
export type WriterAnswer = number | Committed | Reopened | WriterFailure;

/** A commit of which the asker does not know all. */
export interface Committed {
  readonly sequence: number;
  /** Numbers of ends that hit nothing: they have no line. */
  readonly undone: readonly number[];
  /** The ids of the sessions that were changed without telling theirs, in the order of the changes; null where sealed. */
  readonly told: readonly (string | null)[];
}

export interface Reopened {
  readonly sequence: number;
  readonly lines: readonly JournalLine[];
}

export interface WriterFailure {
  /** `refused`: not written. `unknown`: perhaps written. `bug`: not written, and the disk is not to blame. */
  readonly outcome: 'refused' | 'unknown' | 'bug';
  readonly code: string;
  readonly message: string;
}

export function isFailure(answer: WriterAnswer): answer is WriterFailure {
  return typeof answer !== 'number' && 'outcome' in answer;
}
