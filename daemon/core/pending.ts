import type { Member } from './member.ts';
import type { Labels, Outcome, SessionKey, SessionRow } from './model.ts';

/** A session's change that waits for its commit: nobody else may change the session meanwhile. */
export type Pending = PendingClaim | PendingEnd;

/** An assignment, a move, or another change of the row (`kept`). The table shows it when the store has it. */
export interface PendingClaim {
  readonly kind: 'claim';
  readonly outcome: Outcome;
  readonly row: SessionRow;
  readonly target: Member;
  /** It has a reservation at its target. */
  readonly reserves: boolean;
  /** To be merged into the session's labels. */
  readonly labels: Labels | undefined;
}

export interface PendingEnd {
  readonly kind: 'end';
  readonly slot: number;
  readonly serial: number;
  readonly key: SessionKey;
  readonly home: Member;
}

/** Changes in flight, by slot where the session is known, else by key. */
export class InFlight {
  readonly #bySlot = new Map<number, Pending>();
  /** By a word of the key, for a text of it costs a claim half a microsecond; two keys hardly ever share one. */
  readonly #byWord = new Map<number, PendingClaim[]>();
  #keys = 0;

  get size(): number {
    return this.#bySlot.size + this.#keys;
  }

  has(pending: Pending): boolean {
    if (pending.kind === 'end') return this.#bySlot.get(pending.slot) === pending;
    return this.#bySlot.get(pending.row.slot) === pending || this.ofKey(pending.row.key) === pending;
  }

  ofSlot(slot: number): Pending | undefined {
    return this.#bySlot.get(slot);
  }

  ofKey(key: SessionKey): PendingClaim | undefined {
    return this.#byWord.get(key.k0)?.find(({ row }) => isSame(row.key, key));
  }

  addToSlot(slot: number, pending: Pending): void {
    this.#bySlot.set(slot, pending);
  }

  /** There must be none of its key. */
  addToKey(claim: PendingClaim): void {
    const { k0 } = claim.row.key;
    const alike = this.#byWord.get(k0);
    if (alike === undefined) this.#byWord.set(k0, [claim]);
    else alike.push(claim);
    this.#keys += 1;
  }

  removeFromSlot(slot: number): void {
    this.#bySlot.delete(slot);
  }

  removeFromKey(key: SessionKey): void {
    const alike = this.#byWord.get(key.k0);
    const at = alike?.findIndex(({ row }) => isSame(row.key, key)) ?? -1;
    if (alike === undefined || at < 0) return;
    alike.splice(at, 1);
    if (alike.length === 0) this.#byWord.delete(key.k0);
    this.#keys -= 1;
  }
}

function isSame(a: SessionKey, b: SessionKey): boolean {
  return a.k0 === b.k0 && a.k1 === b.k1 && a.k2 === b.k2 && a.k3 === b.k3;
}
