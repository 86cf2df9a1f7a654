import type { InstantMs } from '../../daemon/core/model.ts';
import type { Judge } from './judge.ts';
import type { ModelSession } from './model.ts';

interface Bucket {
  tokens: number;
  atMs: InstantMs;
}

/** How fast drains may move sessions. Drains of this simulation have one rate or none. */
export class Rates {
  readonly #judge: Judge;
  /** Of drained backends, by number: what their sessions' own requests may take. */
  readonly #drained = new Map<number, Bucket>();
  /** Of draining backends: since when they are emptied, and how many were moved. */
  readonly #emptied = new Map<number, { readonly sinceMs: InstantMs; moved: number }>();

  #lastStepMs: InstantMs = 0;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  /** A bucket is full when lbd starts. */
  restarted(): void {
    this.#lastStepMs = this.#judge.model.clock?.now() ?? 0;
    this.#drained.clear();
    this.#emptied.clear();
  }

  /** lbd is about to move what may be moved now. A step takes its time: what it finds may have begun since the last one. */
  stepBegins(): void {
    const { model } = this.#judge;
    const sinceMs = this.#lastStepMs;
    this.#lastStepMs = model.clock.now();
    for (const { no, admin, drain } of model.backends.values()) {
      if (admin !== 'draining' || drain?.mode !== 'move' || model.keptBy(no) === 0) this.#emptied.delete(no);
      else if (!this.#emptied.has(no)) this.#emptied.set(no, { sinceMs, moved: 0 });
    }
  }

  moved(session: ModelSession, who: string, reason: string): void {
    const home = this.#judge.model.home(session);
    const rate = home?.drain?.rate ?? 0;
    if (home === undefined || rate === 0) return;
    const nowMs = this.#judge.model.clock.now();
    if (who === 'lbd') {
      const emptied = this.#emptied.get(home.no);
      if (emptied === undefined) return;
      emptied.moved += 1;
      if (emptied.moved > 1 + (rate * (nowMs - emptied.sinceMs)) / 1_000)
        this.#judge.violated('drain', `${home.id} lost ${emptied.moved} sessions in ${nowMs - emptied.sinceMs} ms`);
    } else if (home.admin === 'drained' && reason === 'backend-drained') {
      const bucket = this.#drained.get(home.no) ?? { tokens: rate, atMs: nowMs };
      this.#drained.set(home.no, bucket);
      bucket.tokens = Math.min(rate, bucket.tokens + ((nowMs - bucket.atMs) * rate) / 1_000) - 1;
      bucket.atMs = nowMs;
      if (bucket.tokens < -1e-6)
        this.#judge.violated('drain', `${home.id} is drained, and loses more than ${rate} sessions a second`);
    }
  }
}
