import type { DurationMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';

/** A beat that many wait for. */
export interface Ticks {
  /** How many there were. */
  readonly count: number;
  /** One out of turn. */
  tick(): void;
  /** Until there were more than `count`, or `signal`. */
  after(count: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** One tick every so often until it is stopped; `first` is called at each before those who wait. */
export function sharedTicks(clock: Clock, everyMs: DurationMs, first: () => void): Ticks {
  const waiting = new Set<() => void>();
  let count = 0;
  const tick = (): void => {
    count += 1;
    first();
    for (const wake of [...waiting]) wake();
  };
  let callOff = clock.after(everyMs, onTime);
  function onTime(): void {
    callOff = clock.after(everyMs, onTime);
    tick();
  }
  return {
    get count() {
      return count;
    },
    tick,
    after(seen, signal) {
      if (count > seen || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        waiting.add(done);
        signal.addEventListener('abort', done);
      });
    },
    stop: () => callOff(),
  };
}
