import { eligible, isOpen } from './eligibility.ts';
import type { Member } from './member.ts';
import type { BackendId, PoolRow, PoolSettings } from './model.ts';
import { policyByName } from './policies/by-name.ts';
import type { NonEmpty, Selection } from './policy.ts';

/** A set of backends with one policy. Its members stand in the order of their ids. */
export class Pool {
  #row: PoolRow;
  readonly #byId = new Map<BackendId, Member>();
  #members: readonly Member[] = [];
  #eligible: readonly Member[] | null = null;

  constructor(row: PoolRow) {
    this.#row = row;
  }

  get row(): PoolRow {
    return this.#row;
  }

  get settings(): PoolSettings {
    return this.#row.settings;
  }

  /** Tombstones left out. */
  get members(): readonly Member[] {
    return this.#members;
  }

  get sessionCount(): number {
    return this.#members.reduce((sum, member) => sum + member.kept, 0);
  }

  member(id: BackendId): Member | undefined {
    return this.#byId.get(id);
  }

  update(row: PoolRow): void {
    this.#row = row;
  }

  add(member: Member): void {
    this.#byId.set(member.row.id, member);
    this.#list();
  }

  remove(id: BackendId): void {
    this.#byId.delete(id);
    this.#list();
  }

  /** To be called when anything changed that eligibility looks at. */
  eligibilityChanged(): void {
    this.#eligible = null;
  }

  /** Chooses a home; undefined when nobody may take the session. Changes nothing until `taken`. */
  choose(selection: Selection): Member | undefined {
    const candidates = this.#candidates();
    return isNonEmpty(candidates) ? policyByName[this.settings.policy].choose(candidates, selection) : undefined;
  }

  /** The choice is a claim now: it has a reservation, and the policy's turn is over. */
  taken(chosen: Member): void {
    const candidates = this.#candidates();
    if (isNonEmpty(candidates)) policyByName[this.settings.policy].taken?.(candidates, chosen);
    chosen.reserved += 1;
    if (chosen.isFull) this.eligibilityChanged();
  }

  /** Would a backend take the session if it had room? Tells "full" from "nobody there". */
  get isFull(): boolean {
    return this.#members.some((member) => isOpen(member) && member.isFull && member.row.health !== 'unhealthy');
  }

  // Kept until eligibility changes: asking a thousand backends for every new session is what costs.
  #candidates(): readonly Member[] {
    this.#eligible ??= eligible(this.#members);
    return this.#eligible;
  }

  #list(): void {
    this.#members = [...this.#byId.values()].sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
    this.#eligible = null;
  }
}

function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
