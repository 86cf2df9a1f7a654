import type { InstantMs } from '../core/model.ts';

/** What is remembered of a request while it is open. */
export interface Watch {
  /** In the list of those that are; -1 when it is none. */
  place: number;
  openedAtMs: InstantMs;
  /** When its session is to be touched next; of a request that is no long one yet, when to begin. */
  touchAtMs: InstantMs;
  closing: NodeJS.Timeout | undefined;
}
