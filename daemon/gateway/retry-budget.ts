/** Each request adds this much of a retry. */
const share = 0.2;
/** Retries that are there without any requests, a second: a quiet service retries too. */
const perSecond = 10;
const most = 100;

/** Retries as a share of requests: when everything fails, trying everything again makes it worse. */
export class RetryBudget {
  #tokens = most;
  #atMs = performance.now();

  requested(): void {
    if (this.#tokens < most) this.#tokens += share;
  }

  /** True when one more may be made; it is then taken. */
  take(): boolean {
    const nowMs = performance.now();
    this.#tokens = Math.min(most, this.#tokens + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
