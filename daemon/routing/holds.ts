import type { Member } from '../core/member.ts';
import type { DurationMs, PoolName } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';

/** The most Routes that wait at once: each keeps its call open. */
const mostWaiting = 10_000;

interface Waiter {
  readonly home: Member;
  readonly slot: number;
  readonly wake: () => void;
}

/** Routes that wait for a session's home to come back. */
export class Holds {
  readonly #clock: Clock;
  readonly #byHome = new Map<Member, Set<Waiter>>();
  readonly #bySlot = new Map<number, Set<Waiter>>();
  #count = 0;
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  /** Resolves when home or session changed or the time is over; `turned-away` at once when nobody more may wait. */
  wait(home: Member, slot: number, forMs: DurationMs): Promise<'changed' | 'over' | 'turned-away'> {
    if (this.#isClosed || this.#count >= mostWaiting) return Promise.resolve('turned-away');
    return new Promise((resolve) => {
      const end = (why: 'changed' | 'over'): void => {
        callOff();
        this.#remove(waiter);
        resolve(why);
      };
      const callOff = this.#clock.after(forMs, () => end('over'));
      const waiter: Waiter = { home, slot, wake: () => end('changed') };
      this.#add(waiter);
    });
  }

  /** The backend's row changed: whoever waits for it looks again. */
  wake(home: Member): void {
    for (const { wake } of [...(this.#byHome.get(home) ?? [])]) wake();
  }

  /** What its backends may do changed: whoever waits for one of them looks again. */
  wakePool(pool: PoolName): void {
    for (const home of [...this.#byHome.keys()]) if (home.row.pool === pool) this.wake(home);
  }

  /** The session changed, moved or ended: whoever waits for its home looks again. */
  wakeSession(slot: number): void {
    for (const { wake } of [...(this.#bySlot.get(slot) ?? [])]) wake();
  }

  /** Before a stop: nobody waits longer, and nobody begins to. */
  close(): void {
    this.#isClosed = true;
    for (const home of [...this.#byHome.keys()]) this.wake(home);
  }

  #add(waiter: Waiter): void {
    this.#count += 1;
    add(this.#byHome, waiter.home, waiter);
    add(this.#bySlot, waiter.slot, waiter);
  }

  #remove(waiter: Waiter): void {
    this.#count -= 1;
    remove(this.#byHome, waiter.home, waiter);
    remove(this.#bySlot, waiter.slot, waiter);
  }
}

function add<K>(index: Map<K, Set<Waiter>>, key: K, waiter: Waiter): void {
  const those = index.get(key);
  if (those === undefined) index.set(key, new Set([waiter]));
  else those.add(waiter);
}

function remove<K>(index: Map<K, Set<Waiter>>, key: K, waiter: Waiter): void {
  const those = index.get(key);
  if (those?.delete(waiter) && those.size === 0) index.delete(key);
}
