import type { BackendId, PoolName, SessionKey, WallMs } from './model.ts';

/** Cookies of a pool or a backend that were issued before do not restore a session any more. */
export interface CookieFence {
  readonly pool: PoolName;
  /** Empty for the whole pool. */
  readonly backendId: BackendId;
  readonly notBeforeMs: WallMs;
}

/**
 * Which cookies are too late: those of sessions that ended since, one by one (logout) or in bulk. Committed state.
 *
 * A cookie tells its age in seconds, so one of the very second of an end counts as issued before it.
 */
export class CookieFences {
  readonly #ended = new Map<string, WallMs>();
  readonly #notBefore = new Map<string, WallMs>();

  /** Sessions that ended one by one, and whose cookies may not be too old yet. */
  get endedCount(): number {
    return this.#ended.size;
  }

  /** Infinity when there is none. */
  get oldestEndMs(): WallMs {
    for (const atMs of this.#ended.values()) return atMs; // in the order of the ends
    return Number.POSITIVE_INFINITY;
  }

  ended(key: SessionKey, atMs: WallMs): void {
    const text = textOf(key);
    this.#ended.delete(text);
    this.#ended.set(text, atMs);
  }

  put({ pool, backendId, notBeforeMs }: CookieFence): void {
    this.#notBefore.set(`${pool}/${backendId}`, notBeforeMs);
  }

  allows(key: SessionKey, pool: PoolName, backendId: BackendId, issuedAtMs: WallMs): boolean {
    const afterMs = Math.max(
      this.#ended.get(textOf(key)) ?? 0,
      this.#notBefore.get(`${pool}/`) ?? 0,
      this.#notBefore.get(`${pool}/${backendId}`) ?? 0,
    );
    return issuedAtMs > afterMs;
  }

  /** Ends before this are so old that every cookie they would stop is too old itself. */
  forgetEndsBefore(atMs: WallMs): void {
    for (const [key, endedAtMs] of this.#ended) if (endedAtMs < atMs) this.#ended.delete(key);
  }
}

function textOf(key: SessionKey): string {
  return `${key.k0}.${key.k1}.${key.k2}.${key.k3}`;
}
