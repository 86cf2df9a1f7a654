import type { LbError } from '../../daemon/core/errors.ts';
import type { PoolName, SessionId } from '../../daemon/core/model.ts';
import type { UnknownOutcome } from '../../daemon/core/ports.ts';
import type { Engine, startEngine } from '../../daemon/engine.ts';
import { type MemoryDisk, memoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { Answers } from './answers.ts';
import { Decisions } from './decisions.ts';
import { Endings } from './endings.ts';
import { type Change, FaultyStore, type Witness } from './faulty-store.ts';
import { Judge } from './judge.ts';
import { type Random, seededRandom } from './random.ts';
import { recountQuiet, recountTable } from './recount.ts';
import { Story } from './story.ts';

/** What is simulated: lbd as it is, or a copy with a fault in it, which has classes of its own. */
export interface Program {
  readonly startEngine: typeof startEngine;
  readonly LbError: typeof LbError;
  readonly UnknownOutcome: typeof UnknownOutcome;
}

export type Step = (world: World) => void | Promise<void>;

export const by = { who: 'simulation', reason: '' };
/** Less than there are ids: the table is full at times. */
export const sessionLimit = 30;
const startMs = 1_760_000_000_000;
const logLines = 30;
const chores = new Set(['sweep', 'write off', 'settle drains', 'move what drains']);
const takeOuts = new Set(['cordon', 'delete', 'drain', 'settle drains']);
const beatEveryMs = 5_000;
// A caller who waits for another's change begins again one turn later, and may wait for a third.
const turnsToAnswer = 8;

/** One lbd after another on one disk, its callers, and what time it is. Nothing in it moves by itself. */
export class World {
  readonly random: Random;
  readonly disk: MemoryDisk = memoryDisk(startMs, new Uint8Array(32).fill(7));
  readonly judge = new Judge();
  readonly story = new Story(this.judge, this.disk);
  readonly decisions = new Decisions(this.judge, this.story);
  readonly answers = new Answers(this.judge, this.story);
  readonly endings = new Endings(this.judge);
  readonly counts: Record<string, number> = {};
  readonly log: string[] = [];
  wallMs = startMs;
  store!: FaultyStore;
  engine!: Engine<ManualClock>;
  readonly lastIds = new Map<PoolName, SessionId>();
  /** Names of the calls that wait for their answer. */
  readonly waiting = new Map<number, string>();
  readonly #program: Program;
  #calls = 0;
  /** Something was asked that answers later. */
  #stirred = false;
  /** Outcomes that callers have heard of. */
  #batches = 0;
  /** Goes up with each start: answers of a process that is gone are nobody's. */
  #life = 0;

  constructor(seed: number, program: Program) {
    this.random = seededRandom(seed);
    this.#program = program;
  }

  async boot(): Promise<void> {
    this.#life += 1;
    this.waiting.clear();
    this.judge.begin();
    const store = new FaultyStore(this.disk, this.#program, this.#witness());
    this.store = store;
    this.judge.store = store;
    let started = false;
    const starting = this.#program.startEngine<ManualClock>(store, {
      seed: this.random.between(0, 2 ** 32 - 1),
      sessionLimit,
      sweepSliceSlots: 16,
      clockFrom: (leaseMs) => {
        const clock = new ManualClock(leaseMs, this.wallMs);
        this.decisions.restarted(clock);
        return clock;
      },
    });
    void starting.then(() => {
      started = true;
    });
    while (!started) {
      await turn();
      store.commit(store.queued);
    }
    this.engine = await starting;
    this.judge.isTakingOut = () => [...this.waiting.values()].some((what) => takeOuts.has(what));
    this.judge.allocated = () => this.engine.table.allocated;
    this.engine.outcomes.start();
    recountQuiet(this.engine, this.judge, this.disk);
  }

  /** Asks lbd for something. Errors that callers must expect are counted; any other is a violation. */
  call<T>(
    what: string,
    ask: () => T | Promise<T>,
    answered?: (value: T) => void,
    refused?: (kind: string) => void,
  ): void {
    this.count(what);
    const life = this.#life;
    const { failures } = this.store;
    const failed = (error: unknown) => {
      if (!(error instanceof this.#program.LbError))
        return this.judge.violated('no crash', `${what}: ${String(error)}`);
      this.count(error.kind);
      const mayFail = this.store.failures > failures || !this.store.isWritable || error.message.includes('faster');
      if (error.kind === 'store-unavailable' && !mayFail) this.judge.violated('no lie', `${what}: ${error.message}`);
      refused?.(error.kind);
    };
    try {
      const answer = ask();
      if (!(answer instanceof Promise)) {
        answered?.(answer);
        return;
      }
      this.#stirred = true;
      const call = ++this.#calls;
      this.waiting.set(call, what);
      const whenOver =
        <V>(then: ((value: V) => void) | undefined) =>
        (value: V) => {
          if (life !== this.#life) return;
          this.waiting.delete(call);
          then?.(value);
        };
      answer.then(whenOver(answered), whenOver(failed));
    } catch (error) {
      failed(error);
    }
  }

  /** Whoever can be answered now is. */
  async settle(): Promise<void> {
    if (!this.#stirred && this.store.batches === this.#batches) return;
    this.#stirred = false;
    this.#batches = this.store.batches;
    await turn();
    const waits = () => this.waiting.size > this.engine.holds.count && this.store.queued === 0;
    for (let i = 1; i < turnsToAnswer && waits(); i += 1) await turn();
    this.#judgeWaiting();
    this.decisions.settled();
    const { size } = this.engine.table;
    if (size !== this.judge.model.sessions.size) {
      this.judge.violated('table', `${size} sessions are shown, ${this.judge.model.sessions.size} are durable`);
    }
  }

  #judgeWaiting(): void {
    const { held, mayBeHeld } = this.judge.waiting();
    const { count } = this.engine.holds;
    if (count < held || count > mayBeHeld)
      this.judge.violated('counts', `${count} callers are held, a recount ${held} to ${mayBeHeld}`);
    if (this.waiting.size <= count || this.store.queued > 0) return;
    const those = [...this.waiting.values()].join(', ');
    this.judge.violated('hang', `nothing is on its way to the disk, ${count} are held, and still waits: ${those}`);
  }

  /** Everything under way comes to its end; then every count must be what a recount says. */
  async quiet(): Promise<void> {
    if (!this.store.isWritable) {
      this.store.recover();
      await this.settle();
    }
    for (let i = 0; i < 100 && this.store.queued > 0; i += 1) {
      this.store.commit(this.store.queued);
      await this.settle();
    }
    if (this.judge.violations.length > 0) return; // a recount now would only echo it
    recountQuiet(this.engine, this.judge, this.disk);
    this.judge.ejections.look();
  }

  recount(): void {
    recountTable(this.engine, this.judge);
  }

  /** Alarms that come due on the way go off. */
  pass(byMs: number): void {
    this.#stirred = true;
    this.engine.clock.advance(byMs);
    this.wallMs += byMs;
    const { random, store, disk, engine } = this;
    if (store.isWritable) disk.beat(engine.clock.now() - random.below(Math.min(byMs, beatEveryMs)));
  }

  /** Stops in order: who is held is told, what waits is written, then everybody is told, and it starts again. */
  async restart(): Promise<void> {
    this.judge.isStopping = true;
    this.engine.holds.close();
    this.#stirred = true;
    await this.settle();
    this.engine.outcomes.stop();
    const written = this.writeTouches();
    await this.store.close();
    await written;
    await this.settle();
    if (this.waiting.size > 0)
      this.judge.violated('hang', `lbd stopped, and nobody told ${[...this.waiting.values()].join(', ')}`);
    await this.#downtime();
  }

  /** @param standing how many changes reach the disk, though nobody hears of it */
  async crash(standing: number): Promise<void> {
    this.store.crash(standing);
    await this.#downtime();
  }

  /** As housekeeping does. */
  async writeTouches(): Promise<void> {
    const { touches: due } = this.engine.router;
    const touches = due.take(4_096);
    if (touches.length > 0) await this.store.touch(touches).catch(() => due.failed(touches));
  }

  /** lbd does so one thing after another. */
  isKeepingHouse(): boolean {
    return [...this.waiting.values()].some((what) => chores.has(what));
  }

  /** The judge of decisions; and what went on in them is counted. */
  #witness(): Witness {
    const { decisions } = this;
    return {
      asked: (change) => {
        for (const what of told(change)) this.count(what);
        decisions.asked(change);
      },
      committed: (change, isTold) => decisions.committed(change, isTold),
    };
  }

  note(what: string): void {
    this.log.push(what);
    if (this.log.length > logLines) this.log.shift();
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  async #downtime(): Promise<void> {
    const dayMs = 86_400_000;
    this.wallMs += this.random.pick([0, 1_000, 3_600_000, dayMs, -dayMs]);
    await this.boot();
  }
}

/** Promises that can go on have gone on. Not a timer: no time passes. */
const turn = () => new Promise<void>((done) => setImmediate(done));

/** What is rare, and must not be missing. */
function told(change: Change): string[] {
  if (change.kind === 'control')
    return change.control.events.flatMap(({ kind, who, reason, detail = '' }) => {
      if (kind === 'broken' && reason === 'backend-unhealthy') return ['written off'];
      if (kind === 'drain-changed' && who === 'lbd') return ['held at a deadline'];
      if (kind === 'drained' && who === 'lbd') return [`drained: ${detail.split(';')[0]}`];
      return [];
    });
  if (change.kind === 'end')
    return change.endings.flatMap(({ event }) => {
      if (event.reason === 'evicted') return ['evicted'];
      return event.kind === 'ended' && event.who === 'lbd' ? ['ended at a deadline'] : [];
    });
  return change.kind === 'claim' && change.claim.event.who === 'lbd' ? ['moved while nobody asked'] : [];
}
