import { LbError, type LbErrorKind } from '../core/errors.ts';
import type { Outcome, PoolName, Reason, SessionId } from '../core/model.ts';
import type { RouteWish } from '../core/route-request.ts';
import { Buckets } from '../distribution.ts';
import type { Assignment } from './answers.ts';
import type { Routing } from './routing.ts';

export interface RouteCount {
  readonly outcome: Outcome | 'refused';
  readonly reason: Reason | LbErrorKind | 'bug' | '';
  count: number;
}

/** One kept route in so many is timed: two looks at the clock cost a good part of what it takes itself. */
export const timedOneIn = 64;

const keptSecondsBounds = [1e-6, 2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 1e-2];
const durableSecondsBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** Routing whose answers are counted; previews are none. The way of a kept route is one addition longer. */
export class CountedRouting implements Routing {
  readonly #inner: Routing;
  #kept = 0;
  readonly #others = new Map<string, RouteCount>();
  #untilTimed = timedOneIn;
  /** Seconds of the kept ones that were timed. */
  readonly keptSeconds = new Buckets(keptSecondsBounds);
  /** Seconds of those that waited: for the store, for another request of the session, or for its home. */
  readonly waitedSeconds = new Buckets(durableSecondsBounds);

  constructor(inner: Routing) {
    this.#inner = inner;
  }

  /** How often each outcome was answered, since the start. */
  get counts(): readonly RouteCount[] {
    return [{ outcome: 'kept', reason: '', count: this.#kept }, ...this.#others.values()];
  }

  route(wish: RouteWish): Assignment | Promise<Assignment> {
    if (wish.validateOnly) return this.#inner.route(wish);
    this.#untilTimed -= 1;
    if (this.#untilTimed === 0) return this.#timed(wish);
    try {
      const answer = this.#inner.route(wish);
      if (answer instanceof Promise) this.#watch(answer);
      else this.#answered(answer);
      return answer;
    } catch (error) {
      this.#refused(error);
      throw error;
    }
  }

  endSession(pool: PoolName, sessionId: SessionId, who: string, reason?: string): Promise<boolean> {
    return this.#inner.endSession(pool, sessionId, who, reason);
  }

  #timed(wish: RouteWish): Assignment | Promise<Assignment> {
    this.#untilTimed = timedOneIn;
    const startMs = performance.now();
    const answer = this.route(wish);
    if (!(answer instanceof Promise)) this.keptSeconds.add((performance.now() - startMs) / 1_000);
    return answer;
  }

  /** Watches from the side: the caller waits for the same promise as without, and not a turn longer. */
  #watch(answer: Promise<Assignment>): void {
    const startMs = performance.now();
    const time = () => this.waitedSeconds.add((performance.now() - startMs) / 1_000);
    answer.then(
      (assignment) => {
        time();
        this.#answered(assignment);
      },
      (error: unknown) => {
        time();
        this.#refused(error);
      },
    );
  }

  #answered({ outcome, reason }: Assignment): void {
    if (outcome === 'kept') this.#kept += 1;
    else this.#count(outcome, reason ?? '');
  }

  #refused(error: unknown): void {
    this.#count('refused', error instanceof LbError ? error.kind : 'bug');
  }

  #count(outcome: RouteCount['outcome'], reason: RouteCount['reason']): void {
    const name = `${outcome} ${reason}`;
    const known = this.#others.get(name);
    if (known !== undefined) known.count += 1;
    else this.#others.set(name, { outcome, reason, count: 1 });
  }
}
