import { LbError } from '../../daemon/core/errors.ts';
import { UnknownOutcome } from '../../daemon/core/ports.ts';
import { type Engine, startEngine } from '../../daemon/engine.ts';
import type { Assignment, RouteWish } from '../../daemon/routing.ts';
import { type MemoryDisk, memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { sameProcessHost } from './backend-rules.ts';
import { FaultyStore } from './faulty-store.ts';
import { Judge } from './judge.ts';
import { Model } from './model.ts';
import { type Random, seededRandom } from './random.ts';
import { recountQuiet, recountTable } from './recount.ts';

export interface Outcome {
  readonly seed: number;
  readonly steps: number;
  /** What went on, by name: a simulation in which something never happens shows nothing of it. */
  readonly counts: Readonly<Record<string, number>>;
  /** Empty when all went well; else the first is what matters. */
  readonly violations: readonly string[];
  /** The last steps before the end. */
  readonly log: readonly string[];
}

const by = { who: 'simulation', reason: '' };
const dayMs = 86_400_000;
const sessionIds = Array.from({ length: 40 }, (_, i) => `s${i}`);
const backendIds = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];
const refusals = new Set(['no-eligible-backend', 'pool-full']);

/** Plays `steps` steps of one lbd on a faulty disk and virtual time, and holds every decision and answer against a model. */
export async function simulate(seed: number, steps: number): Promise<Outcome> {
  const world = new World(seed);
  await world.boot();
  await world.begin();
  let step = 0;
  for (; step < steps && world.judge.violations.length === 0; step += 1) await world.step();
  await world.quiet();
  return { seed, steps: step, counts: world.counts, violations: world.judge.violations, log: world.log };
}

class World {
  readonly judge = new Judge(new Model());
  readonly counts: Record<string, number> = {};
  readonly log: string[] = [];
  readonly #random: Random;
  readonly #disk: MemoryDisk = memoryDisk(1_760_000_000_000, new Uint8Array(32).fill(7));
  #wallMs = 1_760_000_000_000;
  #store!: FaultyStore;
  #engine!: Engine<ManualClock>;
  #running = 0;
  /** Goes up with each start: answers of a process that is gone are nobody's. */
  #life = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async boot(): Promise<void> {
    this.#life += 1;
    this.#running = 0;
    const store = new FaultyStore(this.#disk, { LbError, UnknownOutcome }, this.judge);
    this.#store = store;
    this.judge.pending = () => store.pending();
    const starting = startEngine(store, {
      sessionLimit: 200,
      sweepSliceSlots: 64,
      clockFrom: (leaseMs) => {
        const clock = new ManualClock(leaseMs, this.#wallMs);
        this.judge.model.restart(clock);
        this.judge.restarted();
        return clock;
      },
    });
    let started = false;
    void starting.then(() => {
      started = true;
    });
    while (!started) {
      await turn();
      store.commit(store.queued);
    }
    this.#engine = await starting;
  }

  /** Short leases, so that they end; the quantum of last-active times stays the same from here on. */
  async begin(): Promise<void> {
    const done = this.#engine.pools.update('default', { idleTimeoutMs: 60_000 }, '', by);
    await turn();
    this.#store.commit(this.#store.queued);
    await done;
  }

  /** One step, and what it set in motion, to its end or to a crash. */
  async step(): Promise<void> {
    const random = this.#random;
    if (random.chance(0.5)) await this.#restart();
    for (let i = random.chance(25) ? random.between(2, 6) : 1; i > 0; i -= 1) {
      this.#act();
      await turn(); // what was refused is told before anything else changes; nothing commits meanwhile
    }
    await this.#carryOn();
    recountTable(this.#engine, this.judge);
    if (random.chance(1)) await this.quiet();
  }

  /** Nothing is under way: every count must be what a recount says. */
  async quiet(): Promise<void> {
    this.#store.recover();
    while (this.#running > 0 || this.#store.queued > 0) {
      await turn();
      this.#store.commit(this.#store.queued);
    }
    await turn();
    this.judge.settled(false);
    recountQuiet(this.#engine, this.judge, this.#disk);
  }

  /** Lets changes commit, or lets them fail, until nobody waits any more. */
  async #carryOn(): Promise<void> {
    const random = this.#random;
    const life = this.#life;
    for (let round = 0; this.#running > 0 || this.#store.queued > 0; round += 1) {
      await turn();
      if (this.#store.queued === 0) {
        if (!this.#store.isWritable) this.#store.recover();
        if (round > 1_000) throw new Error(`${this.#running} callers wait for nothing: ${this.log.join('; ')}`);
        continue;
      }
      const some = random.between(1, this.#store.queued);
      let stood = true;
      if (random.chance(98)) this.#store.commit(some);
      else if (random.chance(40)) this.#did('refused', () => this.#store.refuse(some));
      else if (random.chance(30)) this.#did('broke-down', () => this.#store.breakDown(some));
      else if (random.chance(50)) {
        stood = false;
        this.#did('in-doubt', () => this.#store.breakDownInDoubt(some, random.chance(50)));
      } else {
        await this.#crash(some);
      }
      if (this.#life !== life) return;
      await turn();
      if (!this.#store.isWritable) {
        stood = false;
        this.#store.recover();
        await turn();
      }
      this.judge.settled(stood);
    }
  }

  #act(): void {
    const dice = this.#random.below(100);
    if (dice < 55) this.#route();
    else if (dice < 62) this.#end();
    else if (dice < 72) this.#advance();
    else if (dice < 94) this.#administrate();
    else if (dice < 97) this.#background('sweep', () => this.#engine.sweeper.sweep());
    else if (dice < 98) this.#background('touches', () => this.#touches());
    else if (dice < 99) this.#expire();
    else this.#route();
  }

  #route(): void {
    const random = this.#random;
    const wish: RouteWish = {
      pool: 'default',
      sessionId: random.chance(96) ? random.pick(sessionIds) : '',
      clientIp: '',
      idleTimeoutMs: random.chance(5) ? random.between(1_000, 60_000) : 0,
      validateOnly: random.chance(5),
    };
    const life = this.#life;
    const answered = (answer: Assignment): void => {
      if (life !== this.#life) return;
      this.#count(answer.outcome);
      this.judge.answered(wish, answer);
    };
    this.#note(`route ${wish.sessionId}${wish.validateOnly ? ' (preview)' : ''}`);
    try {
      const answer = this.#engine.routing.route(wish);
      if (answer instanceof Promise) this.#track(answer.then(answered), 'default');
      else answered(answer);
    } catch (error) {
      this.#failed(error, 'default');
    }
  }

  #end(): void {
    const id = this.#random.pick(sessionIds);
    this.#background(`end ${id}`, () => this.#engine.routing.endSession('default', id, by.who));
  }

  #expire(): void {
    const backendId = this.#random.pick(backendIds);
    const target = this.#random.chance(70)
      ? ({ kind: 'backend', pool: 'default', backendId } as const)
      : ({ kind: 'all' } as const);
    const options = { validateOnly: this.#random.chance(30), signal: new AbortController().signal };
    this.#background('expire', () => this.#engine.sessions.expireNow(target, options, by));
  }

  #advance(): void {
    const random = this.#random;
    const byMs = random.chance(80)
      ? random.between(1, 20_000)
      : random.chance(80)
        ? random.between(20_000, 120_000)
        : dayMs;
    this.#note(`${byMs} ms pass`);
    this.#engine.clock.advance(byMs);
    this.#wallMs += byMs;
  }

  #administrate(): void {
    const random = this.#random;
    const { backends, pools } = this.#engine;
    const id = random.pick(backendIds);
    const options = { etag: '', force: random.chance(60), keepSessions: random.chance(50) };
    const address = `${options.keepSessions ? sameProcessHost : 'other.test'}:${random.between(1, 60_000)}`;
    const settings = {
      address,
      weight: random.between(0, 3),
      zone: '',
      labels: {},
      maxSessions: random.pick([0, 0, 5, 15]),
    };
    const { address: _, ...others } = settings;
    const what = random.below(13);
    const change = (): Promise<unknown> => {
      if (what < 3) return backends.create('default', id, settings, by);
      if (what === 3) return backends.delete('default', id, options, by);
      if (what === 4) return backends.update('default', id, random.chance(50) ? { address } : others, options, by);
      if (what === 5) return backends.cordon('default', id, by);
      if (what === 6) return backends.uncordon('default', id, by);
      if (what === 7) return backends.drain('default', id, random.pick([0, null, 5_000, 60_000]), by);
      if (what === 8) return backends.undrain('default', id, by);
      if (what === 9) return backends.setHealth('default', id, 'unhealthy', 'simulated');
      if (what === 10) return backends.setHealth('default', id, 'healthy', 'simulated');
      if (what === 11) return backends.settleDrains();
      return pools.update(
        'default',
        {
          idleTimeoutMs: random.pick([30_000, 60_000]),
          maxLifetimeMs: random.pick([0, 0, 600_000]),
          policy: random.pick(['round_robin', 'round_robin', 'least_sessions', 'consistent_hash']),
        },
        '',
        by,
      );
    };
    this.#background(`administer ${what} ${id}`, change);
  }

  async #touches(): Promise<void> {
    const touches = this.#engine.router.takeTouches(100);
    if (touches.length === 0) return;
    const { router } = this.#engine;
    await this.#store.touch(touches).catch(() => router.touchesFailed(touches));
  }

  /** In order: what waits is written before the end. */
  async #restart(): Promise<void> {
    this.#note('restart');
    this.#count('restart');
    const written = this.#touches();
    await this.#store.close();
    await written;
    this.#wallMs += this.#random.pick([0, 1_000, 3_600_000, dayMs, -dayMs]);
    await this.boot();
  }

  async #crash(some: number): Promise<void> {
    this.#count('crashed');
    this.#note(`crash while ${some} of ${this.#store.queued} were written`);
    this.#store.crash(some);
    this.#wallMs += this.#random.pick([0, 1_000, 3_600_000, dayMs, -dayMs]);
    await this.boot();
  }

  #background(what: string, work: () => Promise<unknown>): void {
    this.#note(what);
    this.#count(what.split(' ')[0]!);
    this.#track(work());
  }

  #track(work: Promise<unknown>, pool?: string): void {
    const life = this.#life;
    this.#running += 1;
    const over = (): void => {
      if (life === this.#life) this.#running -= 1;
    };
    work.then(over, (error: unknown) => {
      over();
      if (life === this.#life) this.#failed(error, pool);
    });
  }

  #failed(error: unknown, pool?: string): void {
    if (!(error instanceof LbError)) throw error;
    this.#count(error.kind);
    if (pool !== undefined && refusals.has(error.kind)) this.judge.refused(pool, error.kind);
  }

  #did(what: string, fault: () => void): void {
    this.#note(what);
    this.#count(what);
    fault();
  }

  #count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  #note(what: string): void {
    this.log.push(what);
    if (this.log.length > 40) this.log.shift();
  }
}

/** Promises that can go on have gone on. */
const turn = () => new Promise<void>((done) => setImmediate(done));
