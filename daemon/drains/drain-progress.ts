import type { BackendView } from '../backends/administration.ts';
import { viewBackend } from '../backends/backend-administration.ts';
import type { Member } from '../core/member.ts';
import type { BackendId, PoolName, WallMs } from '../core/model.ts';
import type { Clock, Store } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import { sharedTicks, type Ticks } from '../upkeep/ticks.ts';
import { DrainForecast } from './drain-forecast.ts';
import { LeavingRate } from './leaving-rate.ts';

/** How a drain stands. */
export interface DrainProgress {
  readonly backend: BackendView;
  /** Sessions here that can still leave by themselves. */
  readonly remaining: number;
  /** Sessions here that will have to move. */
  readonly toMove: number;
  /** Since the drain began, as far as this run of lbd saw it. */
  readonly moved: number;
  readonly expired: number;
  /** Sessions that left a second, over the last ten seconds. */
  readonly ratePerSecond: number;
  /** When it will be empty at this rate, or the deadline where that is sooner; null when unknown. */
  readonly etaMs: WallMs | null;
  /** Drained, undrained or removed: nothing more will happen. */
  readonly done: boolean;
}

const everyMs = 1_000;

/** Drains as they go on, for any number of watchers: what they have in common is counted once. */
export class DrainProgresses {
  readonly #router: Router;
  readonly #clock: Clock;
  readonly #watched = new Map<Member, Watched>();

  constructor(router: Router, store: Store, clock: Clock) {
    this.#router = router;
    this.#clock = clock;
    store.onCommitted((lines) => {
      if (this.#watched.size === 0) return;
      for (const [{ row }, { ticks }] of this.#watched) {
        const isAbout = lines.some(
          (line) => line.key === undefined && line.backendId === row.id && line.pool === row.pool,
        );
        // The line is told before its change shows.
        if (isAbout) setImmediate(() => ticks.tick());
      }
    });
  }

  /**
   * How the drain stands, now, about once a second, and when its state changes; the last one is `done`. A watcher that
   * takes its time gets the newest, not all.
   *
   * @throws LbError `pool-not-found`, `backend-not-found`
   */
  async *watch(pool: PoolName, id: BackendId, signal: AbortSignal): AsyncGenerator<DrainProgress> {
    const member = this.#router.registry.member(pool, id);
    const watched = this.#enter(member);
    try {
      while (!signal.aborted) {
        const seen = watched.ticks.count;
        if (isDraining(member)) await watched.forecast.refresh();
        const progress = this.#progress(member, watched);
        yield progress;
        if (progress.done) return;
        await watched.ticks.after(seen, signal);
      }
    } finally {
      this.#leave(member, watched);
    }
  }

  #enter(member: Member): Watched {
    let watched = this.#watched.get(member);
    if (watched === undefined) {
      const rate = new LeavingRate(member, this.#clock);
      watched = {
        watchers: 0,
        rate,
        forecast: new DrainForecast(this.#router, this.#clock, member),
        ticks: sharedTicks(this.#clock, everyMs, () => rate.sample()),
      };
      this.#watched.set(member, watched);
    }
    watched.watchers += 1;
    return watched;
  }

  #leave(member: Member, watched: Watched): void {
    watched.watchers -= 1;
    if (watched.watchers > 0) return;
    watched.ticks.stop();
    this.#watched.delete(member);
  }

  #progress(member: Member, { rate, forecast }: Watched): DrainProgress {
    const { row, kept } = member;
    const done = !isDraining(member);
    const remaining = done ? 0 : forecast.remainingOf(kept);
    const ratePerSecond = rate.perSecond();
    const nowMs = this.#clock.wallNow();
    const emptyMs = ratePerSecond > 0 ? nowMs + (kept / ratePerSecond) * 1_000 : null;
    const ends = [emptyMs, row.drain?.deadlineMs ?? null].filter((each) => each !== null);
    return {
      backend: viewBackend(this.#router.registry, member),
      remaining,
      toMove: kept - remaining,
      moved: member.moved,
      expired: member.ended,
      ratePerSecond,
      etaMs: done || ends.length === 0 ? null : Math.max(nowMs, Math.min(...ends)),
      done,
    };
  }
}

function isDraining({ row }: Member): boolean {
  return row.admin === 'draining' && !row.removed;
}

interface Watched {
  watchers: number;
  readonly rate: LeavingRate;
  readonly forecast: DrainForecast;
  readonly ticks: Ticks;
}
