import type { DurationMs, InstantMs, WallMs } from './core/model.ts';
import type { Clock } from './core/ports.ts';

/**
 * The lease clock: it goes on at a restart from where it stood, and runs by the monotonic timer. So neither the time
 * lbd was down nor a step of the wall clock ends a lease. See decisions/ for why.
 */
export class LeaseClock implements Clock {
  readonly wallOffsetMs: DurationMs;
  readonly #startedAtMs = performance.now();
  readonly #leaseStartMs: InstantMs;

  constructor(leaseStartMs: InstantMs) {
    this.#leaseStartMs = leaseStartMs;
    this.wallOffsetMs = Date.now() - leaseStartMs;
  }

  now(): InstantMs {
    return this.#leaseStartMs + Math.floor(performance.now() - this.#startedAtMs);
  }

  wallNow(): WallMs {
    return this.now() + this.wallOffsetMs;
  }

  after(delayMs: DurationMs, call: () => void): () => void {
    const timer = setTimeout(call, delayMs);
    return () => clearTimeout(timer);
  }

  /** How far the machine's wall clock has stepped away since the start; slewing counts as well. */
  wallStepMs(): DurationMs {
    return Date.now() - this.wallNow();
  }
}
