import type { InstantMs } from '../core/model.ts';
import type { Clock, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';

const everyMs = 60_000;

/** Forgets ends that every cookie is too old for. Nobody depends on it being in time. */
export class CookieEnds {
  readonly #router: Router;
  readonly #store: Store;
  readonly #clock: Clock;
  #nextAtMs: InstantMs = 0;

  constructor(router: Router, store: Store, clock: Clock) {
    this.#router = router;
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws LbError `store-unavailable`; the next round does it */
  async forgetOld(): Promise<void> {
    const { fences, registry } = this.#router;
    const nowMs = this.#clock.now();
    if (nowMs < this.#nextAtMs || fences.endedCount === 0) return;
    this.#nextAtMs = nowMs + everyMs;
    const longestIdleMs = Math.max(...registry.pools.map(({ settings }) => settings.idleTimeoutMs));
    const forgetEndsBeforeMs = Math.trunc(this.#clock.wallNow() - longestIdleMs);
    if (fences.oldestEndMs >= forgetEndsBeforeMs) return;
    await this.#store.control({ forgetEndsBeforeMs, events: [] });
    fences.forgetEndsBefore(forgetEndsBeforeMs);
  }
}
