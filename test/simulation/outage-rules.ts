import type { BackendRow, PoolName, WallMs } from '../../daemon/core/model.ts';
import type { JournalEvent } from '../../daemon/core/ports.ts';
import type { Judge } from './judge.ts';
import { isHeldBack, isMassFailure } from './standings.ts';

/** What is wrong with a change because of an outage. */
export function* outageFaults(
  judge: Judge,
  before: BackendRow,
  row: BackendRow,
  { kind, reason }: JournalEvent,
): Generator<string> {
  const isWrittenOff = kind === 'broken' && reason === 'backend-unhealthy';
  if (isWrittenOff) {
    const whyNot = whyNotLost(judge, before);
    if (whyNot !== '') yield `${row.id} is written off, and ${whyNot}`;
  }
  if (kind !== 'health-changed' && !isWrittenOff && kind !== 'backend-updated' && kind !== 'backend-created') {
    if (row.health !== before.health) yield `${row.id} is ${row.health} by a change that is none of health`;
  }
  const becomesWell = kind === 'health-changed' && before.health === 'unhealthy' && row.health === 'healthy';
  const wasEjected = before.healthReason.includes('by traffic'); // meant to end
  if (becomesWell && !wasEjected && whyNotLost(judge, before) === '')
    yield `${row.id} is back, and its sessions are not let go: the outage was too long`;
  if (row.health !== before.health && kind === 'health-changed') judge.outages.look(row.pool);
}

/** Why the sessions of before its outage are still its own; empty when they are to be let go. */
export function whyNotLost(judge: Judge, row: BackendRow): string {
  const { model } = judge;
  if (row.health !== 'unhealthy' || row.removed) return `it is ${row.removed ? 'removed' : row.health}`;
  if (row.keptFrom >= row.incarnation) return 'they are let go';
  if (isHeldBack(row)) return 'it is restarted by plan';
  const { onUnhealthy, breakAfterMs } = model.pools.get(row.pool)!.settings;
  if (onUnhealthy !== 'redistribute') return `its pool wants ${onUnhealthy}`;
  if (isMassFailure(model, row.pool)) return 'most of its pool is unhealthy';
  if (judge.eligible(row.pool).length === 0) return 'nobody else could take them';
  const sinceMs = Math.max(row.healthSinceMs, judge.outages.massFailureEndedMs(row.pool));
  return model.clock.wallNow() - sinceMs < breakAfterMs ? 'it did not last long enough' : '';
}

/** How long most of a pool was seen to be unhealthy: at each change of health, and whenever outages are looked at. */
export class Outages {
  readonly #judge: Judge;
  readonly #massFailureMs = new Map<PoolName, WallMs>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  restarted(): void {
    this.#massFailureMs.clear();
  }

  massFailureEndedMs(pool: PoolName): WallMs {
    return this.#massFailureMs.get(pool) ?? 0;
  }

  look(pool: PoolName): void {
    const { model } = this.#judge;
    if (isMassFailure(model, pool)) this.#massFailureMs.set(pool, model.clock.wallNow());
  }
}
