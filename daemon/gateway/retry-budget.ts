/** So many requests pay for one retry. */
const requestsARetry = 5;
/** Retries that are there without any requests, a second: a quiet service retries too. */
const perSecond = 10;
const mostRetries = 100;

/** Retries as a share of requests: when everything fails, trying everything again makes it worse. */
export class RetryBudget {
  readonly #now: () => number;
  /** In requests: whole numbers. */
  #saved = mostRetries * requestsARetry;
  #atMs: number;

  /** @param now milliseconds that never go back */
  constructor(now: () => number) {
    this.#now = now;
    this.#atMs = now();
  }

  requested(): void {
    if (this.#saved < mostRetries * requestsARetry) this.#saved += 1;
  }

  /** True when one more may be made; it is then taken. */
  take(): boolean {
    const nowMs = this.#now();
    const inTime = ((nowMs - this.#atMs) / 1_000) * perSecond * requestsARetry;
    this.#saved = Math.min(mostRetries * requestsARetry, this.#saved + inTime);
    this.#atMs = nowMs;
    if (this.#saved < requestsARetry) return false;
    this.#saved -= requestsARetry;
    return true;
  }
}
