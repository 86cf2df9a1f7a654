import type { LbError } from '../../daemon/core/errors.ts';
import type {
  Claim,
  Clock,
  ControlChange,
  Ending,
  JournalLine,
  JournalQuery,
  SlotRef,
  Store,
  Touch,
  UnknownOutcome,
} from '../../daemon/core/ports.ts';
import type { MemoryDisk } from '../../daemon/store/memory/memory-disk.ts';
import { pageOf } from '../../daemon/store/memory/memory-journal.ts';

/** A change on its way to the disk. */
export type Change =
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'end'; readonly endings: readonly Ending[] }
  | { readonly kind: 'control'; readonly control: ControlChange }
  | { readonly kind: 'touch'; readonly touches: readonly Touch[] };

interface Waiting {
  readonly change: Change;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** Told of every change when it is asked for, and when it stands on the disk: in the order of the disk. */
export interface Witness {
  asked(change: Change): void;
  /** @param told whether those who asked hear of it */
  committed(change: Change, told: boolean): void;
}

/** The errors of the program under test: a mutated copy has classes of its own. */
export interface StoreErrors {
  readonly LbError: typeof LbError;
  readonly UnknownOutcome: typeof UnknownOutcome;
}

/**
 * A store on a memory disk where somebody else decides what commits, what fails, and when: nothing happens by itself.
 * After a failure it writes nothing until `recover`, as SQLite's writer does.
 */
export class FaultyStore implements Store {
  readonly kind = 'memory';
  readonly location = '';
  readonly #disk: MemoryDisk;
  readonly #errors: StoreErrors;
  readonly #witness: Witness;
  #clock: Clock | undefined;
  // The port's order: control first, then claims and ends as they came, touches last.
  #control: Waiting[] = [];
  #ordinary: Waiting[] = [];
  #touches: Waiting[] = [];
  #doubt:
    | { readonly batch: readonly Waiting[]; readonly stands: boolean; readonly tell: (stands: boolean) => void }
    | undefined;
  #state: 'open' | 'unwritable' | 'closed' | 'crashed' = 'open';
  readonly #listeners: ((lines: readonly JournalLine[]) => void)[] = [];
  /** How often something was refused: an error without one of these is a lie. */
  failures = 0;
  /** How often the outside saw an outcome. */
  batches = 0;

  constructor(disk: MemoryDisk, errors: StoreErrors, witness: Witness) {
    this.#disk = disk;
    this.#errors = errors;
    this.#witness = witness;
  }

  get queued(): number {
    return this.#control.length + this.#ordinary.length + this.#touches.length;
  }

  get isWritable(): boolean {
    return this.#state === 'open';
  }

  /** What may still reach the disk: queued, or of unknown outcome. */
  *pending(): Generator<Change> {
    for (const { change } of this.#doubt?.batch ?? []) yield change;
    for (const queue of [this.#control, this.#ordinary, this.#touches]) for (const { change } of queue) yield change;
  }

  /** The next `count` changes stand, in one transaction. */
  commit(count: number): void {
    if (this.#state !== 'open') return;
    const batch = this.#take(count);
    this.#write(batch, true);
    for (const { done } of batch) done();
  }

  /** The next `count` changes are refused: nothing of them was written. The store goes on. */
  refuse(count: number): void {
    if (this.#state === 'open') this.#reject(this.#take(count));
  }

  /** The disk is gone: the next `count` changes are refused, everything behind them as well. */
  breakDown(count: number): void {
    if (this.#state !== 'open') return;
    this.#state = 'unwritable';
    this.#reject(this.#take(count));
    this.#reject(this.#take(this.queued));
  }

  /** The disk is gone while the next `count` changes were written: nobody knows, until `recover`, whether they stand. */
  breakDownInDoubt(count: number, stands: boolean): void {
    if (this.#state !== 'open') return;
    this.#state = 'unwritable';
    const batch = this.#take(count);
    const truth = new Promise<boolean>((tell) => {
      this.#doubt = { batch, stands, tell };
    });
    this.#reject(batch, new this.#errors.UnknownOutcome('perhaps written, perhaps not', truth));
    this.#reject(this.#take(this.queued));
  }

  recover(): void {
    if (this.#state !== 'unwritable') return;
    this.#state = 'open';
    this.batches += 1;
    const doubt = this.#doubt;
    this.#doubt = undefined;
    if (doubt?.stands) this.#write(doubt.batch, false);
    doubt?.tell(doubt.stands);
  }

  /** The process ends while the next `count` changes were written: they stand. All others are lost, nobody is told. */
  crash(count: number): void {
    if (this.#state === 'crashed' || this.#state === 'closed') return;
    if (this.#doubt?.stands) this.#write(this.#doubt.batch, false);
    this.#write(this.#take(count), false);
    this.#state = 'crashed';
  }

  load(sink: Parameters<Store['load']>[0]) {
    this.#disk.load(sink);
    return { rootSecret: this.#disk.rootSecret, leaseMs: this.#disk.leaseMs, sequence: this.#disk.sequence };
  }

  async start(clock: Clock): Promise<void> {
    this.#clock = clock;
  }

  claim(claim: Claim) {
    const { backendNo, incarnation, generation } = claim.row;
    return this.#add(this.#ordinary, { kind: 'claim', claim }, { backendNo, incarnation, generation });
  }

  end(endings: readonly Ending[]): Promise<void> {
    return this.#add(this.#ordinary, { kind: 'end', endings }, undefined);
  }

  touch(touches: readonly Touch[]): Promise<void> {
    return this.#add(this.#touches, { kind: 'touch', touches }, undefined);
  }

  control(control: ControlChange): Promise<void> {
    return this.#add(this.#control, { kind: 'control', control }, undefined);
  }

  async sessionIds(refs: readonly SlotRef[]) {
    return refs.map(({ slot, serial }) => this.#disk.sessionId(slot, serial));
  }

  async labels(refs: readonly SlotRef[]) {
    return refs.map(({ slot, serial }) => this.#disk.labels(slot, serial));
  }

  async labelled(name: string, value: string | undefined, fromSlot: number, endSlot: number) {
    return Uint32Array.from(this.#disk.labelled(name, value, fromSlot, endSlot)).sort();
  }

  async events(query: JournalQuery) {
    return pageOf(this.#disk.journal, query);
  }

  onCommitted(listener: (lines: readonly JournalLine[]) => void): void {
    this.#listeners.push(listener);
  }

  backup(): Promise<void> {
    return Promise.reject(this.#unavailable());
  }

  sequence(): number {
    return this.#disk.sequence;
  }

  health() {
    return { writable: this.isWritable, error: this.isWritable ? '' : this.#state, queued: this.queued };
  }

  async close(): Promise<void> {
    this.commit(this.queued);
    if (this.#state !== 'crashed') this.#state = 'closed';
  }

  #add<T>(queue: Waiting[], change: Change, value: T): Promise<T> {
    if (this.#state === 'crashed') return new Promise(() => {}); // a ghost: its process is gone
    if (this.#state !== 'open') {
      this.failures += 1;
      return Promise.reject(this.#unavailable());
    }
    this.#witness.asked(change); // before it is among the pending
    return new Promise((done, failed) => queue.push({ change, done: () => done(value), failed }));
  }

  #take(count: number): Waiting[] {
    const batch = this.#control.splice(0, count);
    batch.push(...this.#ordinary.splice(0, count - batch.length));
    batch.push(...this.#touches.splice(0, count - batch.length));
    return batch;
  }

  #write(batch: readonly Waiting[], told: boolean): void {
    const clock = this.#clock!;
    this.batches += 1;
    this.#disk.beat(clock.now());
    for (const { change } of batch) {
      if (change.kind === 'claim')
        this.#disk.applyClaim(change.claim, change.claim.row.createdAtMs + clock.wallOffsetMs);
      else if (change.kind === 'control') this.#disk.applyControl(change.control);
      else if (change.kind === 'end') for (const ending of change.endings) this.#disk.applyEnding(ending);
      else for (const touch of change.touches) this.#disk.applyTouch(touch);
      this.#witness.committed(change, told);
    }
  }

  #reject(batch: readonly Waiting[], error: Error = this.#unavailable()): void {
    if (batch.length === 0) return;
    this.batches += 1;
    this.failures += 1;
    for (const { failed } of batch) failed(error);
  }

  #unavailable(): LbError {
    if (this.#state === 'closed') return new this.#errors.LbError('shutting-down', 'lbd is stopping');
    return new this.#errors.LbError('store-unavailable', 'nothing was written');
  }
}
