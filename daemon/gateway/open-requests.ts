import type { DurationMs, InstantMs } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { HttpAffinity } from '../http-affinity.ts';
import type { SessionPresence } from '../session-presence.ts';
import type { ProxiedRequest } from './proxied-request.ts';

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

interface Watched {
  readonly openedAtMs: InstantMs;
  /** When its session is to be touched next; of a request that is no long one yet, when to begin. */
  touchAtMs: number;
  closing: NodeJS.Timeout | undefined;
}

const preview = { maxFallbacks: 0, tried: [], mayWait: false, validateOnly: true };

/**
 * The requests under way. While one is open its session's idle time does not run; when its backend was drained and the
 * deadline has passed, it is closed, spread over a while so that the clients don't all come again at once.
 */
export class OpenRequests {
  readonly #parts: OpenRequestsParts;
  readonly #open = new Map<ProxiedRequest, Watched>();
  readonly #waiting: (() => void)[] = [];
  #upgraded = 0;

  constructor(parts: OpenRequestsParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Upgraded connections left out, as far as the last look saw them. */
  get requests(): number {
    return this.#open.size - this.#upgraded;
  }

  add(request: ProxiedRequest): void {
    const nowMs = this.#parts.clock.now();
    this.#open.set(request, { openedAtMs: nowMs, touchAtMs: nowMs + lookIntervalMs, closing: undefined });
  }

  remove(request: ProxiedRequest): void {
    const watched = this.#open.get(request);
    if (watched === undefined) return;
    this.#open.delete(request);
    clearTimeout(watched.closing);
    // One that was short was seen when it came.
    if (this.#parts.clock.now() >= watched.openedAtMs + lookIntervalMs) this.#touch(request);
    if (this.#open.size === 0) for (const call of this.#waiting.splice(0)) call();
  }

  look(): void {
    const nowMs = this.#parts.clock.now();
    this.#upgraded = 0;
    for (const [request, watched] of this.#open) {
      if (request.isUpgraded) this.#upgraded += 1;
      if (request.assignment === null) continue;
      if (nowMs >= watched.touchAtMs) watched.touchAtMs = nowMs + this.#touch(request) / 4;
      if (watched.closing === undefined && this.#mustLeave(request)) this.#closeLater(request, watched);
    }
  }

  /** Resolves when none is under way; at once when that is so. */
  whenNone(): Promise<void> {
    return this.#open.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Those without an end of their own are told to come again. */
  closeEndless(): void {
    for (const request of this.#open.keys()) if (request.isEndless) request.close();
  }

  #touch({ assignment }: ProxiedRequest): DurationMs {
    if (assignment === null || assignment.sessionId === '') return Number.POSITIVE_INFINITY;
    const { pool, sessionId } = assignment;
    return this.#parts.presence.touch(pool, sessionId) || Number.POSITIVE_INFINITY;
  }

  #closeLater(request: ProxiedRequest, watched: Watched): void {
    // A download gets all the time there is: it may well end by itself.
    const inMs = (request.isEndless ? this.#parts.random() : 1) * this.#parts.closeSpreadMs;
    watched.closing = setTimeout(() => {
      watched.closing = undefined;
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
