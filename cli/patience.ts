import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';

/** How long a command waits or follows: until its time is over, or Ctrl-C. */
export interface Patience {
  /** Aborted when it is over. */
  readonly over: AbortSignal;
  /** By Ctrl-C. */
  readonly interrupted: boolean;
}

/**
 * Lends patience to a command that waits. Only the first Ctrl-C is its own: a second one ends the program at once.
 *
 * @param timeoutMs  undefined for no bound
 */
export async function withPatience<T>(
  timeoutMs: number | undefined,
  use: (patience: Patience) => Promise<T>,
): Promise<T> {
  const interruption = new AbortController();
  const interrupt = () => interruption.abort();
  process.once('SIGINT', interrupt);
  process.stdout.once('error', interrupt); // nobody reads any more: as good as Ctrl-C
  const time = new AbortController();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => time.abort(), timeoutMs);
  const over = AbortSignal.any([interruption.signal, time.signal]);
  try {
    return await use({
      over,
      get interrupted() {
        return interruption.signal.aborted;
      },
    });
  } finally {
    clearTimeout(timer);
    process.removeListener('SIGINT', interrupt);
    process.stdout.removeListener('error', interrupt);
  }
}

/** Waits so long, or until `over`. */
export async function pause(durationMs: number, over: AbortSignal): Promise<void> {
  await sleep(durationMs, undefined, { signal: over }).catch(() => {});
}

/** Between two attempts to reach lbd again. */
const firstRetryMs = 100;
const lastRetryMs = 2_000;

/**
 * What `attempt` yields, beginning anew each time lbd was lost on the way: `attempt` picks up where the last one broke
 * off. Ends when an attempt does, or when patience is over.
 *
 * @param attempt  throws a CommandError of code UNAVAILABLE or DEADLINE_EXCEEDED when lbd was lost; others are passed on
 * @param notice   told once for each time lbd was lost, and once it is back
 */
export async function* resumed<T>(
  attempt: () => AsyncGenerator<T>,
  { over }: Patience,
  notice: (text: string) => void,
): AsyncGenerator<T> {
  let lost = false;
  let retryMs = firstRetryMs;
  while (!over.aborted) {
    try {
      for await (const item of attempt()) {
        if (lost) notice('lbd is back');
        lost = false;
        retryMs = firstRetryMs;
        yield item;
      }
      return;
    } catch (error) {
      if (!isLoss(error)) throw error;
      if (!lost) notice(`${error.problem.message}; trying until it is back`);
      lost = true;
    }
    await pause(retryMs, over);
    retryMs = Math.min(2 * retryMs, lastRetryMs);
  }
}

/** What a stream's end means that should not have ended: lbd stopped, or somebody between cut it. */
export function streamEnded(): CommandError {
  return new CommandError({
    code: 'UNAVAILABLE',
    reason: 'STREAM_ENDED',
    message: 'lbd broke off its answers',
    hint: '`lbctl status` says whether it is there',
    metadata: {},
    exitCode: exitCodes.unavailable,
  });
}

function isLoss(error: unknown): error is CommandError {
  return error instanceof CommandError && ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.problem.code);
}
