import { sessionKey } from '../core/hash.ts';
import { expiresAtMs, idleTimeoutOf } from '../core/lease.ts';
import type { DurationMs, PoolName, SessionId } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';

/** Sessions that are there without asking: their connection is open, so their idle time does not run. */
export class SessionPresence {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #keySecret: string;

  constructor(router: Router, clock: Clock, keySecret: string) {
    this.#router = router;
    this.#clock = clock;
    this.#keySecret = keySecret;
  }

  /**
   * The session is still there. What its next Route is to be told stays untold.
   *
   * @returns its idle timeout, within which to say so again; 0 for a session that has ended
   */
  touch(poolName: PoolName, sessionId: SessionId): DurationMs {
    const pool = this.#router.registry.findPool(poolName);
    const { table, touches } = this.#router;
    const slot = pool === undefined ? -1 : table.find(sessionKey(this.#keySecret, poolName, sessionId));
    if (pool === undefined || slot < 0) return 0;
    const nowMs = this.#clock.now();
    if (expiresAtMs(table, slot, pool.settings) <= nowMs) return 0;
    const idleTimeoutMs = idleTimeoutOf(table, slot, pool.settings);
    table.records.setLastActive(slot, nowMs);
    touches.addStale(slot, idleTimeoutMs);
    return idleTimeoutMs;
  }
}
