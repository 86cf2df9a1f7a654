import { getHeapStatistics } from 'node:v8';
import type { GatewayOptions } from './options.ts';
import type { Refusal } from './refusal.ts';

/** Of the heap's limit: beyond it the collector runs more than anything else. */
const fullHeap = 0.85;
/** How late the loop may be before new requests only make it later. */
const lateMs = 1_000;
const lookIntervalMs = 250;

/** Says when the gateway has enough: before its memory grows, not after. */
export class Overload {
  readonly #options: Pick<GatewayOptions, 'maxRequests'>;
  readonly #timer: NodeJS.Timeout;
  #lookedAtMs = performance.now();
  #isHeavy = false;

  /** @param options looked up at each request */
  constructor(options: Pick<GatewayOptions, 'maxRequests'>) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), lookIntervalMs);
    this.#timer.unref();
  }

  /** Null when one more request may come. @param requests under way */
  refusal(requests: number): Refusal | null {
    if (requests < this.#options.maxRequests && !this.#isHeavy) return null;
    return { status: 503, message: 'too many requests are under way', retryAfterSeconds: 1, closes: true };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    const isLate = nowMs - this.#lookedAtMs - lookIntervalMs > lateMs;
    this.#lookedAtMs = nowMs;
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    this.#isHeavy = isLate || used > fullHeap * limit;
  }
}
