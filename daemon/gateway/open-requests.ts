import type { HttpAffinity } from '../cookies/http-affinity.ts';
import type { DurationMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { SessionPresence } from '../sessions/session-presence.ts';
import type { ProxiedRequest } from './proxied-request.ts';
import type { Watch } from './watch.ts';

/** How often open requests are looked after. An idle timeout of less than four times this may end under an open one. */
export const lookIntervalMs: DurationMs = 250;

export interface OpenRequestsParts {
  readonly presence: SessionPresence;
  readonly affinity: HttpAffinity;
  readonly clock: Clock;
  readonly closeSpreadMs: DurationMs;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const preview = { maxFallbacks: 0, tried: [], mayWait: false, validateOnly: true };

/**
 * The requests under way. While one is open its session's idle time does not run; when its backend was drained and the
 * deadline has passed, it is closed, spread over a while so that the clients don't all come again at once.
 */
export class OpenRequests {
  readonly #parts: OpenRequestsParts;
  /** Not a Map: its discarded tables would hold all that came and went until the collector's next great round. */
  readonly #open: ProxiedRequest[] = [];
  readonly #waiting: (() => void)[] = [];
  #upgraded = 0;

  constructor(parts: OpenRequestsParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#open.length;
  }

  /** Upgraded connections left out, as far as the last look saw them. */
  get requests(): number {
    return this.#open.length - this.#upgraded;
  }

  add(request: ProxiedRequest): void {
    const { watch } = request;
    watch.openedAtMs = this.#parts.clock.now();
    watch.touchAtMs = watch.openedAtMs + lookIntervalMs;
    watch.place = this.#open.length;
    this.#open.push(request);
  }

  remove(request: ProxiedRequest): void {
    const { watch } = request;
    if (this.#open[watch.place] !== request) return;
    const last = this.#open.pop()!;
    if (last !== request) {
      this.#open[watch.place] = last;
      last.watch.place = watch.place;
    }
    watch.place = -1;
    clearTimeout(watch.closing);
    // One that was short was seen when it came.
    if (this.#parts.clock.now() >= watch.openedAtMs + lookIntervalMs) this.#touch(request);
    if (this.#open.length === 0) for (const call of this.#waiting.splice(0)) call();
  }

  look(): void {
    const nowMs = this.#parts.clock.now();
    this.#upgraded = 0;
    for (const request of this.#open) {
      const { watch } = request;
      if (request.isUpgraded) this.#upgraded += 1;
      if (request.assignment === null) continue;
      if (nowMs >= watch.touchAtMs) watch.touchAtMs = nowMs + this.#touch(request) / 4;
      if (watch.closing === undefined && this.#mustLeave(request)) this.#closeLater(request, watch);
    }
  }

  /** Resolves when none is under way; at once when that is so. */
  whenNone(): Promise<void> {
    return this.#open.length === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Those without an end of their own are told to come again. */
  closeEndless(): void {
    for (const request of [...this.#open]) if (request.isEndless) request.close();
  }

  #touch({ assignment }: ProxiedRequest): DurationMs {
    if (assignment === null || assignment.sessionId === '') return Number.POSITIVE_INFINITY;
    const { pool, sessionId } = assignment;
    return this.#parts.presence.touch(pool, sessionId) || Number.POSITIVE_INFINITY;
  }

  #closeLater(request: ProxiedRequest, watch: Watch): void {
    // A download gets all the time there is: it may well end by itself.
    const inMs = (request.isEndless ? this.#parts.random() : 1) * this.#parts.closeSpreadMs;
    watch.closing = setTimeout(() => {
      watch.closing = undefined;
      // Undrained meanwhile, it stays.
      if (this.#mustLeave(request)) request.close();
    }, inMs);
  }

  /** Its backend was let go, and its session would go elsewhere. A pinned session stays. */
  #mustLeave(request: ProxiedRequest): boolean {
    const { row } = request.member ?? {};
    if (row === undefined || !request.isAnswered || (row.admin !== 'drained' && !row.removed)) return false;
    const { assignment, presented } = request;
    if (assignment === null || row.removed) return true;
    try {
      const next = this.#parts.affinity.route({ ...presented, sessionId: assignment.sessionId }, preview);
      if (!(next instanceof Promise)) return next.backendId !== row.id;
      next.catch(() => undefined); // it would have to move, or wait: either way it can't stay
      return true;
    } catch {
      return true;
    }
  }
}
