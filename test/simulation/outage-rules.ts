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

/** The longest that traffic may keep a backend out, and a little: that it is over must reach the disk. */
const longestEjectionMs = 3 * 300_000;

/** Backends that traffic put out, and no probe brings back, by number: since when on the lease clock. */
export class Ejections {
  readonly #judge: Judge;
  #failures = 0;
  readonly #seen = new Map<number, { readonly row: BackendRow; readonly sinceMs: number }>();

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  restarted(): void {
    this.#seen.clear();
    this.#failures = 0;
  }

  /** Now and then, when nothing is on its way. */
  look(): void {
    const { model, store } = this.#judge;
    if (store.failures > this.#failures) this.#seen.clear(); // an end that could not be written is tried again
    this.#failures = store.failures;
    const nowMs = model.clock.now();
    for (const row of model.backends.values()) {
      const { no, id, health, healthSinceMs, settings, removed } = row;
      const seen = this.#seen.get(no);
      if (health !== 'unhealthy' || settings.probe.kind !== 'none' || removed) this.#seen.delete(no);
      else if (seen?.row.healthSinceMs !== healthSinceMs) this.#seen.set(no, { row, sinceMs: nowMs });
      else if (nowMs - seen.sinceMs > longestEjectionMs)
        this.#judge.violated('ejection', `${id} was ejected, and is not back`);
    }
  }
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
