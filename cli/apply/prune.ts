import type { Lbd } from '../client.ts';
import { waitForDrains } from '../drain-wait.ts';
import { CommandError } from '../errors.ts';
import { durationOf } from '../output/time.ts';
import type { ProgressReport } from '../progress-report.ts';
import { type Carried, eachOf } from './carry-out.ts';
import type { Change } from './changes.ts';

export interface PruneOptions {
  /** How long sessions of a backend that goes may stay. */
  readonly deadlineMs: number;
  /** How long to wait for the drains; undefined for no bound. */
  readonly timeoutMs: number | undefined;
  readonly reason: string;
}

/**
 * Takes away what the file does not have: backends are drained, waited for, and removed when nobody lives there any
 * more; then pools, whose last sessions end at the deadline. A backend that did not become empty stays, draining, and so does its pool: repeating it goes on.
 */
export async function prune(
  lbd: Lbd,
  changes: readonly Change[],
  options: PruneOptions,
  report: ProgressReport,
): Promise<Carried[]> {
  const removals = changes.filter(({ action }) => action === 'remove');
  const backends = removals.filter(({ kind }) => kind === 'backend');
  const pools = removals.filter(({ kind }) => kind === 'pool');
  const going = new Set(pools.map(({ pool }) => pool));
  const due = backends.filter(({ sessions }) => sessions > 0);
  const held = await drainAll(lbd, due, going, options, report);
  const gone = await eachOf(backends, async (change) => {
    const failure = held.get(change);
    if (failure) throw failure;
    await lbd.deleteBackend({ pool: change.pool, backend_id: change.id });
  });
  return [
    ...gone,
    ...(await eachOf(pools, async ({ pool, etag }) => void (await lbd.deletePool({ name: pool, etag })))),
  ];
}

/** Those that are not drained, with why. */
async function drainAll(
  lbd: Lbd,
  changes: readonly Change[],
  goingPools: ReadonlySet<string>,
  { deadlineMs, timeoutMs, reason }: PruneOptions,
  report: ProgressReport,
): Promise<Map<Change, CommandError>> {
  const held = new Map<Change, CommandError>();
  // lbd lets go at once where there is no deadline at all, and ends nobody.
  const deadline = durationOf(Math.max(1, deadlineMs));
  const drains = await eachOf(changes, async ({ pool, id }) => {
    // In a pool that goes as well nobody is left to move to.
    const at_deadline = goingPools.has(pool) ? 'DRAIN_THEN_EXPIRE' : 'DRAIN_THEN_MOVE';
    await lbd.drainBackend({ pool, backend_id: id, deadline, at_deadline, reason });
  });
  for (const { change, error } of drains) if (error) held.set(change, error);
  const waits = changes
    .filter((change) => !held.has(change))
    .map(async (change) => {
      const { pool, id } = change;
      const before = process.exitCode;
      await waitForDrains(lbd, { pool, ids: [id], timeoutMs }, report, (text) => report.notice(text)).catch((error) => {
        if (!(error instanceof CommandError)) throw error;
        held.set(change, error);
      });
      // Ctrl-C: the drain goes on, and nothing is removed.
      if (process.exitCode !== before) held.set(change, interrupted(id));
    });
  await Promise.all(waits);
  return held;
}

function interrupted(id: string): CommandError {
  return new CommandError({
    code: 'CANCELLED',
    reason: 'INTERRUPTED',
    message: `${id} was not waited for; its drain goes on`,
    hint: 'repeat the command when it is drained',
    metadata: {},
    exitCode: 130,
  });
}
