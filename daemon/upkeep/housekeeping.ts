import type { HealthVerdicts } from '../backends/health-verdicts.ts';
import type { CookieEnds } from '../cookies/cookie-ends.ts';
import { LbError } from '../core/errors.ts';
import type { Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import type { DrainMover } from '../drains/drain-mover.ts';
import type { Drains } from '../drains/drains.ts';
import type { LeaseClock } from '../lease-clock.ts';
import type { Outcomes } from '../routing/outcomes.ts';
import type { Sweeper } from './sweeper.ts';

const touchesPerTick = 4_096;
/** Half a million slots by default: some 20 ms a second, also where a whole round is ten million. */
const slicesPerTick = 32;
/** How often drains move sessions: many small steps, so that a high rate is no burst. */
const moveEveryMs = 50;
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
  /** How late a due time is written or a drain ends, and a lapsed session leaves a table of half a million; may change. */
  readonly everyMs: () => number;
  readonly log: (level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

type Work = () => Promise<void>;

/** What must be done though nobody asks: sweeping, writing last-active times, moving and ending drains, watching the clock. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  readonly #timers = new Map<Work, NodeJS.Timeout>();
  readonly #running = new Map<Work, Promise<void>>();
  #stopped = false;
  #wallStepMs = 0;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
  }

  start(): void {
    const { everyMs, mover } = this.#parts;
    this.#repeat(this.#tick, everyMs);
    this.#repeat(
      () => mover.step(),
      () => Math.min(everyMs(), moveEveryMs),
    );
  }

  /** Ends after the rounds under way; writes the last-active times that wait. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running.values());
    while (await this.#writeTouches()) {
      // until none waits
    }
  }

  #repeat(work: Work, everyMs: () => number): void {
    const timer = setTimeout(() => {
      this.#running.set(
        work,
        this.#guarded(work).finally(() => {
          if (!this.#stopped) this.#repeat(work, everyMs);
        }),
      );
    }, everyMs());
    this.#timers.set(work, timer);
  }

  async #guarded(work: Work): Promise<void> {
    try {
      await work();
    } catch (error) {
      // The store says by itself when it can't write; anything else is a bug that must not stop the next round.
      if (!(error instanceof LbError)) this.#parts.log('error', 'housekeeping-failed', { error });
    }
  }

  readonly #tick = async (): Promise<void> => {
    this.#watchWallClock();
    const { drains, verdicts, outcomes, cookieEnds } = this.#parts;
    await verdicts.writeOff();
    await drains.settle();
    outcomes.tidy();
    await cookieEnds.forgetOld();
    await this.#writeTouches();
    for (let slices = 0; !this.#stopped && slices < slicesPerTick; slices += 1) {
      if (await this.#parts.sweeper.sweep()) break;
      await new Promise(setImmediate);
    }
  };

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
