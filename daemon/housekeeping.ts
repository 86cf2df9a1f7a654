import type { CookieEnds } from './cookie-ends.ts';
import { LbError } from './core/errors.ts';
import type { Store } from './core/ports.ts';
import type { Router } from './core/router.ts';
import type { DrainMover } from './drain-mover.ts';
import type { Drains } from './drains.ts';
import type { HealthVerdicts } from './health-verdicts.ts';
import type { LeaseClock } from './lease-clock.ts';
import type { Outcomes } from './outcomes.ts';
import type { Sweeper } from './sweeper.ts';

const touchesPerTick = 4_096;
/** Half a million slots by default: some 20 ms a second, also where a whole round is ten million. */
const slicesPerTick = 32;
const wallStepWorthTellingMs = 5_000;

export interface HousekeepingParts {
  readonly router: Router;
  readonly store: Store;
  readonly clock: LeaseClock;
  readonly sweeper: Sweeper;
  readonly drains: Drains;
  readonly mover: DrainMover;
  readonly verdicts: HealthVerdicts;
  readonly outcomes: Outcomes;
  readonly cookieEnds: CookieEnds;
  /** How late a due time is written or a drain ends, and a lapsed session leaves a table of half a million. */
  readonly everyMs: number;
  readonly log: (level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** What must be done though nobody asks: sweeping, writing last-active times, ending drains, watching the clock. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #wallStepMs = 0;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#tick().finally(() => {
        if (!this.#stopped) this.start();
      });
    }, this.#parts.everyMs);
  }

  /** Ends after the round under way; writes the last-active times that wait. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    while (await this.#writeTouches()) {
      // until none waits
    }
  }

  async #tick(): Promise<void> {
    this.#watchWallClock();
    try {
      const { drains, mover, verdicts, outcomes, cookieEnds } = this.#parts;
      await verdicts.writeOff();
      await mover.step();
      await drains.settle();
      outcomes.tidy();
      await cookieEnds.forgetOld();
      await this.#writeTouches();
      for (let slices = 0; !this.#stopped && slices < slicesPerTick; slices += 1) {
        if (await this.#parts.sweeper.sweep()) break;
        await new Promise(setImmediate);
      }
    } catch (error) {
      // The store says by itself when it can't write; anything else is a bug that must not stop the next round.
      if (!(error instanceof LbError)) this.#parts.log('error', 'housekeeping-failed', { error });
    }
  }

  /** Answers whether more wait. */
  async #writeTouches(): Promise<boolean> {
    const { router, store } = this.#parts;
    const touches = router.touches.take(touchesPerTick);
    if (touches.length === 0) return false;
    try {
      await store.touch(touches);
    } catch {
      router.touches.failed(touches);
      return false;
    }
    return touches.length === touchesPerTick;
  }

  #watchWallClock(): void {
    const stepMs = this.#parts.clock.wallStepMs();
    if (Math.abs(stepMs - this.#wallStepMs) < wallStepWorthTellingMs) return;
    this.#wallStepMs = stepMs;
    this.#parts.log('warn', 'wall-clock-stepped', {
      stepMs,
      note: 'leases run on a clock of their own and are not touched; times shown are off by this until a restart',
    });
  }
}
