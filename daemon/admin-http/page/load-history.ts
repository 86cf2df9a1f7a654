import type { Member } from '../../core/member.ts';
import type { BackendId, DurationMs, PoolName, WallMs } from '../../core/model.ts';
import type { Clock } from '../../core/ports.ts';
import type { Registry } from '../../core/registry.ts';

export const sampleEveryMs: DurationMs = 5_000;
/** Half an hour. */
const samplesKept = 360;
/** Backends with a history, 3 KiB each; of the others the pool's sum is kept. */
const mostSeries = 256;

/** Sessions and requests in flight at each sample; null where it was not there yet. */
export interface Series {
  readonly sessions: readonly (number | null)[];
  readonly inFlight: readonly (number | null)[];
}

export interface LoadOfPool {
  readonly everyMs: DurationMs;
  /** Of the newest sample; null when there is none yet. */
  readonly endMs: WallMs | null;
  readonly pool: Series;
  readonly backends: Readonly<Record<BackendId, Series>>;
}

interface Ring {
  readonly sessions: Int32Array;
  readonly inFlight: Int32Array;
  lastTurn: number;
}

/** Sessions of each backend over the last half hour, kept in memory, so that the page's chart begins with a past. */
export class LoadHistory {
  readonly #registry: Registry;
  readonly #clock: Clock;
  readonly #told: (atMs: WallMs) => void;
  readonly #pools = new Map<PoolName, Ring>();
  readonly #backends = new Map<Member, Ring>();
  #turn = 0;
  #endMs: WallMs | null = null;
  #callOff: (() => void) | undefined;

  constructor(registry: Registry, clock: Clock, told: (atMs: WallMs) => void) {
    this.#registry = registry;
    this.#clock = clock;
    this.#told = told;
  }

  start(): void {
    this.#callOff = this.#clock.after(sampleEveryMs, () => {
      this.start();
      this.sample();
    });
  }

  stop(): void {
    this.#callOff?.();
  }

  sample(): void {
    this.#turn += 1;
    this.#endMs = this.#clock.wallNow();
    for (const pool of this.#registry.pools) {
      let sessions = 0;
      let inFlight = 0;
      for (const member of pool.members) {
        sessions += member.kept;
        inFlight += member.inFlight;
        this.#note(this.#backends, member, member.kept, member.inFlight);
      }
      this.#note(this.#pools, pool.row.name, sessions, inFlight);
    }
    this.#forgetGone(this.#pools);
    this.#forgetGone(this.#backends);
    this.#told(this.#endMs);
  }

  /** Of the pool, and of those of its backends that have the most sessions. @throws LbError `pool-not-found` */
  ofPool(name: PoolName, mostBackends: number): LoadOfPool {
    const pool = this.#registry.pool(name);
    const biggest = [...pool.members]
      .filter((member) => this.#backends.has(member))
      .sort((a, b) => b.kept - a.kept)
      .slice(0, mostBackends);
    const backends = biggest.map((member) => [member.row.id, this.#series(this.#backends.get(member))] as const);
    return {
      everyMs: sampleEveryMs,
      endMs: this.#endMs,
      pool: this.#series(this.#pools.get(name)),
      backends: Object.fromEntries(backends),
    };
  }

  #note<Key>(rings: Map<Key, Ring>, key: Key, sessions: number, inFlight: number): void {
    let ring = rings.get(key);
    if (ring === undefined) {
      if (rings.size >= mostSeries) return;
      // -1: it was not there yet.
      ring = {
        sessions: new Int32Array(samplesKept).fill(-1),
        inFlight: new Int32Array(samplesKept).fill(-1),
        lastTurn: 0,
      };
      rings.set(key, ring);
    }
    ring.sessions[this.#turn % samplesKept] = sessions;
    ring.inFlight[this.#turn % samplesKept] = inFlight;
    ring.lastTurn = this.#turn;
  }

  #forgetGone<Key>(rings: Map<Key, Ring>): void {
    for (const [key, { lastTurn }] of rings) if (lastTurn !== this.#turn) rings.delete(key);
  }

  /** Oldest first; all series end with the same sample and have the same length. */
  #series(ring: Ring | undefined): Series {
    const count = Math.min(this.#turn, samplesKept);
    const turns = Array.from({ length: count }, (_, i) => (this.#turn - count + 1 + i) % samplesKept);
    const values = (from: Int32Array | undefined) =>
      turns.map((turn) => {
        const value = from?.[turn] ?? -1;
        return value < 0 ? null : value;
      });
    return { sessions: values(ring?.sessions), inFlight: values(ring?.inFlight) };
  }
}
