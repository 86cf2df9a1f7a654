import type { DrainProgress__Output as Progress } from '../proto/generated/lb/v1/DrainProgress.ts';
import type { Lbd } from './client.ts';
import { concludeDrain, howToGoOn, isOver, stillDraining } from './drain-end.ts';
import { leftOf } from './drain-view.ts';
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
        const backend = { pool: wish.pool, id };
        const { last, leftBefore } = await watch(lbd, backend, patience, report);
        if (last && isOver(last)) return concludeDrain(lbd, backend, last, leftBefore);
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
  { pool, id }: { readonly pool: string; readonly id: string },
  patience: Patience,
  report: ProgressReport,
): Promise<{ last: Progress | undefined; leftBefore: number | undefined }> {
  let last: Progress | undefined;
  let leftBefore: number | undefined;
  async function* attempt(): AsyncGenerator<Progress> {
    for await (const progress of lbd.watchDrain({ pool, backend_id: id }, patience.over)) {
      yield progress;
      if (isOver(progress)) return;
    }
    if (!patience.over.aborted) throw streamEnded();
  }
  for await (const progress of resumed(attempt, patience, report.notice)) {
    last = progress;
    if (!progress.done) leftBefore = leftOf(progress);
    report.progress(id, progress);
  }
  return { last, leftBefore };
}
