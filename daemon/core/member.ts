import { fingerprint } from './hash.ts';
import type { BackendRow } from './model.ts';

/** A backend in its pool: the committed row, and what the core counts of it. */
export class Member {
  #row: BackendRow;
  /** For rendezvous hashing: of the id, not of the address. */
  readonly fingerprint;
  /** A change that ends its service waits for its commit: no new session is promised here meanwhile. */
  leaving = false;
  /** Claims in flight that will be at home here. */
  reserved = 0;
  /** Smooth weighted round robin's account. */
  turn = 0;
  #kept = 0;
  #rows = 0;
  readonly #byIncarnation = new Map<number, number>();

  constructor(row: BackendRow) {
    this.#row = row;
    this.fingerprint = fingerprint(row.id);
  }

  get row(): BackendRow {
    return this.#row;
  }

  /** Sessions at home here. */
  get kept(): number {
    return this.#kept;
  }

  /** Sessions that refer to it, kept or not: a tombstone stays until there is none. */
  get rows(): number {
    return this.#rows;
  }

  /** Sessions here and on their way: what policies and `max_sessions` look at. */
  get load(): number {
    return this.#kept + this.reserved;
  }

  get isFull(): boolean {
    const limit = this.#row.settings.maxSessions;
    return limit > 0 && this.load >= limit;
  }

  /** A stored session is kept if and only if it is of this incarnation or a later one. */
  keeps(incarnation: number): boolean {
    return incarnation >= this.#row.keptFrom;
  }

  enter(incarnation: number): void {
    this.#rows += 1;
    this.#byIncarnation.set(incarnation, (this.#byIncarnation.get(incarnation) ?? 0) + 1);
    if (this.keeps(incarnation)) this.#kept += 1;
  }

  leave(incarnation: number): void {
    this.#rows -= 1;
    const left = (this.#byIncarnation.get(incarnation) ?? 0) - 1;
    if (left > 0) this.#byIncarnation.set(incarnation, left);
    else this.#byIncarnation.delete(incarnation);
    if (this.keeps(incarnation)) this.#kept -= 1;
  }

  /** A committed row of this backend. Where kept-from rose, what it broke is no longer counted: no session is visited. */
  update(row: BackendRow): void {
    this.#row = row;
    this.#kept = 0;
    for (const [incarnation, count] of this.#byIncarnation) if (this.keeps(incarnation)) this.#kept += count;
  }
}
