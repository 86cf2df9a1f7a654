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
  /** Open (again), and write a first heartbeat. After a failure the log is emptied, so that nothing comes back. */
  | { readonly kind: 'open'; readonly clock: BatchClock; readonly afterFailure: boolean }
  | { readonly kind: 'beat'; readonly clock: BatchClock }
  | { readonly kind: 'close'; readonly clock: BatchClock };

/** From it: the newest journal number that is durable, or why not. */
export type WriterAnswer = number | WriterFailure;

export interface WriterFailure {
  /** `refused`: not written. `unknown`: perhaps written. `bug`: not written, and the disk is not to blame. */
  readonly outcome: 'refused' | 'unknown' | 'bug';
  readonly code: string;
  readonly message: string;
}
