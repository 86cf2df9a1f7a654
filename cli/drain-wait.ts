import type { DrainProgress__Output as Progress } from '../proto/generated/lb/v1/DrainProgress.ts';
import type { Lbd } from './client.ts';
import { concludeDrain, howToGoOn, isOver, stillDraining } from './drain-end.ts';
import { exitCodes } from './exit-codes.ts';
import { type Patience, resumed, streamEnded, withPatience } from './patience.ts';
import type { ProgressReport } from './progress-report.ts';

/**
 * Waits until all of them are drained. Every one is told of; the first that failed is the error.
 *
 * Ctrl-C ends the waiting and leaves the drains running, which is said; the exit code is then 130.
 *
 * @throws CommandError when one is not drained: what `concludeDrain` throws, and 6 when the time is over
 */
export async function waitForDrains(
  lbd: Lbd,
  wish: { readonly pool: string; readonly ids: readonly string[]; readonly timeoutMs: number | undefined },
  report: ProgressReport,
  tell: (text: string) => void,
): Promise<void> {
  await withPatience(wish.timeoutMs, async (patience) => {
    const ends = await Promise.allSettled(
      wish.ids.map(async (id) => {
        const last = await watch(lbd, wish.pool, id, patience, report);
        if (last && isOver(last)) return concludeDrain(lbd, wish.pool, id, last);
        if (!patience.interrupted) throw stillDraining(id, wish.pool, last);
        report.notice(`${id} is not drained yet; the drain goes on: ${howToGoOn(id, wish.pool)}`);
        process.exitCode = exitCodes.interrupted;
        return undefined;
      }),
    );
    for (const end of ends) if (end.status === 'fulfilled' && end.value !== undefined) tell(end.value);
    const [first, ...others] = ends.filter((end) => end.status === 'rejected').map(({ reason }) => reason as Error);
    for (const { message } of others) report.notice(`error: ${message}`);
    if (first) throw first;
  });
}

/** The last word of a drain: when it is over, or patience is. Through restarts of lbd. */
async function watch(
  lbd: Lbd,
  pool: string,
  id: string,
  patience: Patience,
  report: ProgressReport,
): Promise<Progress | undefined> {
  let last: Progress | undefined;
  async function* attempt(): AsyncGenerator<Progress> {
    for await (const progress of lbd.watchDrain({ pool, backend_id: id }, patience.over)) {
      yield progress;
      if (isOver(progress)) return;
    }
    if (!patience.over.aborted) throw streamEnded();
  }
  for await (const progress of resumed(attempt, patience, report.notice)) {
    last = progress;
    report.progress(id, progress);
  }
  return last;
}
