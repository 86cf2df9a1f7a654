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
  readonly #byKey = new Map<string, PendingClaim>();

  get size(): number {
    return this.#bySlot.size + this.#byKey.size;
  }

  has(pending: Pending): boolean {
    if (pending.kind === 'end') return this.#bySlot.get(pending.slot) === pending;
    return this.#bySlot.get(pending.row.slot) === pending || this.#byKey.get(textOf(pending.row.key)) === pending;
  }

  ofSlot(slot: number): Pending | undefined {
    return this.#bySlot.get(slot);
  }

  ofKey(key: SessionKey): PendingClaim | undefined {
    return this.#byKey.size === 0 ? undefined : this.#byKey.get(textOf(key));
  }

  addToSlot(slot: number, pending: Pending): void {
    this.#bySlot.set(slot, pending);
  }

  addToKey(claim: PendingClaim): void {
    this.#byKey.set(textOf(claim.row.key), claim);
  }

  removeFromSlot(slot: number): void {
    this.#bySlot.delete(slot);
  }

  removeFromKey(key: SessionKey): void {
    this.#byKey.delete(textOf(key));
  }
}

function textOf(key: SessionKey): string {
  return `${key.k0}.${key.k1}.${key.k2}.${key.k3}`;
}
