import type { Presented } from '../affinity/presented.ts';
import type { HttpAffinity } from '../cookies/http-affinity.ts';
import { LbError } from '../core/errors.ts';
import type { BackendId } from '../core/model.ts';
import type { Registry } from '../core/registry.ts';
import type { Assignment } from '../routing/answers.ts';
import { isReachable } from './reachable.ts';
import type { RetryBudget } from './retry-budget.ts';

export interface FailoverParts {
  readonly affinity: HttpAffinity;
  readonly registry: Registry;
  readonly budget: RetryBudget;
  readonly connectTimeoutMs: number;
}

/** Backends that one request may find closed before it gives up. */
const mostTried = 4;
const firstRestMs = 50;
const longestRestMs = 1_000;

/**
 * Where one request goes after a backend failed it. The session moves before the request does: the move is durable, and
 * no two backends serve one generation. It moves only to a backend that takes connections: when none does, nobody moves.
 */
export class Failover {
  readonly #parts: FailoverParts;
  readonly #tried: BackendId[] = [];
  #heldSinceMs: number | undefined;
  #rests = 0;

  constructor(parts: FailoverParts) {
    this.#parts = parts;
  }

  /**
   * @param presented with the id the session has by now
   * @returns null when nothing is left to try
   * @throws LbError as `Routing.route` does
   */
  async next(presented: Presented, failed: Assignment): Promise<Assignment | null> {
    const { budget, affinity, connectTimeoutMs } = this.#parts;
    if (!budget.take()) return null;
    this.#tried.push(failed.backendId);
    const ask = { maxFallbacks: 0, tried: this.#tried, mayWait: true, validateOnly: false };
    while (this.#tried.length < mostTried) {
      let preview: Assignment;
      try {
        preview = await affinity.route(presented, { ...ask, validateOnly: true });
      } catch (error) {
        if (!(error instanceof LbError) || error.kind !== 'home-unavailable') throw error;
        if (!(await this.#mayHold(presented))) throw error;
        this.#tried.length = 0;
        return affinity.route(presented, { ...ask, tried: [] });
      }
      if (await isReachable(preview.address, connectTimeoutMs)) return affinity.route(presented, ask);
      this.#tried.push(preview.backendId);
    }
    return null;
  }

  /** The pool lets sessions wait for their home: rests a while, unless that was done for long enough. */
  async #mayHold({ pool }: Presented): Promise<boolean> {
    const settings = this.#parts.registry.findPool(pool)?.settings;
    if (settings?.onUnhealthy !== 'hold') return false;
    const nowMs = performance.now();
    this.#heldSinceMs ??= nowMs;
    if (nowMs - this.#heldSinceMs >= settings.holdForMs) return false;
    const restMs = Math.min(longestRestMs, firstRestMs * 2 ** this.#rests, settings.holdForMs);
    this.#rests += 1;
    await new Promise((resolve) => setTimeout(resolve, restMs));
    return true;
  }
}
