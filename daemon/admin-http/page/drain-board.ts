import type { BackendId, PoolName, WallMs } from '../../core/model.ts';
import type { Registry } from '../../core/registry.ts';
import type { DrainProgresses } from '../../drains/drain-progress.ts';

/** How a drain stands, as the page shows it. */
export interface DrainStand {
  readonly pool: PoolName;
  readonly id: BackendId;
  readonly held: number;
  readonly sessions: number;
  readonly remaining: number;
  readonly toMove: number;
  readonly moved: number;
  readonly expired: number;
  readonly ratePerSecond: number;
  readonly etaMs: WallMs | null;
  readonly done: boolean;
}

/** Followed closely; each costs walks over the table. Of more than these the page shows what their backends show. */
const mostFollowed = 16;

/** Follows the drains that run, as long as somebody looks. */
export class DrainBoard {
  readonly #registry: Registry;
  readonly #progresses: DrainProgresses;
  readonly #tell: (stand: DrainStand) => void;
  readonly #stands = new Map<string, DrainStand | null>();
  #stop = new AbortController();

  constructor(registry: Registry, progresses: DrainProgresses, tell: (stand: DrainStand) => void) {
    this.#registry = registry;
    this.#progresses = progresses;
    this.#tell = tell;
  }

  /** As they were told last. */
  get stands(): DrainStand[] {
    return [...this.#stands.values()].filter((stand) => stand !== null);
  }

  /** To be called when there may be a drain that nobody follows yet. */
  followAll(): void {
    for (const { row } of this.#registry.members) {
      if (row.admin !== 'draining' || row.removed) continue;
      if (this.#stands.size >= mostFollowed) return;
      const key = `${row.pool}/${row.id}`;
      if (!this.#stands.has(key)) void this.#follow(key, row.pool, row.id, this.#stop.signal);
    }
  }

  letGo(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#stands.clear();
  }

  async #follow(key: string, pool: PoolName, id: BackendId, signal: AbortSignal): Promise<void> {
    this.#stands.set(key, null);
    try {
      for await (const progress of this.#progresses.watch(pool, id, signal)) {
        if (signal.aborted) return;
        const { backend, remaining, toMove, moved, expired, ratePerSecond, etaMs, done } = progress;
        const held = backend.drain?.held ?? 0;
        const sessions = backend.sessionCount;
        const stand = { pool, id, held, sessions, remaining, toMove, moved, expired, ratePerSecond, etaMs, done };
        this.#stands.set(key, stand);
        this.#tell(stand);
      }
    } catch {
      // Removed before the first look: there is nothing to follow.
    } finally {
      if (!signal.aborted) this.#stands.delete(key);
    }
  }
}
