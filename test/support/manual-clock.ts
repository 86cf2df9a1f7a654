import type { DurationMs, InstantMs, WallMs } from '../../daemon/core/model.ts';
import type { Clock } from '../../daemon/core/ports.ts';

/** A clock that is turned by hand. */
export class ManualClock implements Clock {
  wallOffsetMs: DurationMs;
  #nowMs: InstantMs;
  readonly #alarms = new Set<{ atMs: InstantMs; call: () => void }>();

  constructor(nowMs: InstantMs, wallMs: WallMs = nowMs) {
    this.#nowMs = nowMs;
    this.wallOffsetMs = wallMs - nowMs;
  }

  now(): InstantMs {
    return this.#nowMs;
  }

  wallNow(): WallMs {
    return this.#nowMs + this.wallOffsetMs;
  }

  after(delayMs: DurationMs, call: () => void): () => void {
    const alarm = { atMs: this.#nowMs + delayMs, call };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  }

  /** How many are to be called. */
  get alarms(): number {
    return this.#alarms.size;
  }

  /** Alarms that come due are called, in their order, at their times. */
  advance(byMs: DurationMs): void {
    const endMs = this.#nowMs + byMs;
    for (;;) {
      const due = [...this.#alarms].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#alarms.delete(due);
      this.#nowMs = due.atMs;
      due.call();
    }
    this.#nowMs = endMs;
  }
}
