import type { Member } from './core/member.ts';
import type { DurationMs } from './core/model.ts';
import type { Clock } from './core/ports.ts';

/** The most Routes that wait at once: each keeps its call open. */
const mostWaiting = 10_000;

/** Routes that wait for a session's home to come back. */
export class Holds {
  readonly #clock: Clock;
  readonly #waiting = new Map<Member, Set<() => void>>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  /** Resolves when the home changed or the time is over; true for a change. False at once when too many wait. */
  wait(home: Member, forMs: DurationMs): Promise<boolean> {
    if (this.#count >= mostWaiting || forMs <= 0) return Promise.resolve(false);
    this.#count += 1;
    return new Promise((resolve) => {
      const those = this.#waiting.get(home) ?? new Set();
      this.#waiting.set(home, those);
      const end = (changed: boolean): void => {
        callOff();
        those.delete(wake);
        if (those.size === 0) this.#waiting.delete(home);
        this.#count -= 1;
        resolve(changed);
      };
      const wake = (): void => end(true);
      const callOff = this.#clock.after(forMs, () => end(false));
      those.add(wake);
    });
  }

  /** The backend's row changed: whoever waits for it looks again. */
  wake(home: Member): void {
    for (const wake of [...(this.#waiting.get(home) ?? [])]) wake();
  }

  /** Before a stop: nobody waits longer. */
  wakeAll(): void {
    for (const home of [...this.#waiting.keys()]) this.wake(home);
  }
}
