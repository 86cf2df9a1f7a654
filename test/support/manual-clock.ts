import type { DurationMs, InstantMs, WallMs } from '../../daemon/core/model.ts';
import type { Clock } from '../../daemon/core/ports.ts';

/** A clock that is turned by hand. */
export class ManualClock implements Clock {
  wallOffsetMs: DurationMs;
  #nowMs: InstantMs;

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

  advance(byMs: DurationMs): void {
    this.#nowMs += byMs;
  }
}
