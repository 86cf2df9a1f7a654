import { eligible, ignoresHealth, isMassFailure, isOpen } from './eligibility.ts';
import { draw, type Fingerprint } from './hash.ts';
import type { Member } from './member.ts';
import type { BackendId, InstantMs, PoolRow, PoolSettings } from './model.ts';
import { policyByName } from './policies/by-name.ts';
import { inRendezvousOrder } from './policies/consistent-hash.ts';
import type { NonEmpty } from './policy.ts';

/** Slow start begins with this share of the weight: nothing at all would never begin. */
const leastRamp = 0.1;

/** A set of backends with one policy. Its members stand in the order of their ids. */
export class Pool {
  #row: PoolRow;
  readonly #byId = new Map<BackendId, Member>();
  #members: readonly Member[] = [];
  #eligible: readonly Member[] | null = null;
  #isInPanic: boolean | null = null;
  #ignoresHealth: boolean | null = null;
  /** Of the draws of chance: another one in each run. */
  readonly #seed: number;
  #turns = 0;

  constructor(row: PoolRow, seed: number) {
    this.#row = row;
    this.#seed = seed;
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

  /** Most of it is unhealthy: nobody is written off meanwhile. */
  get isInPanic(): boolean {
    this.#isInPanic ??= isMassFailure(this.#members);
    return this.#isInPanic;
  }

  /** More are unhealthy than the pool's panic threshold: sessions are placed and kept as if all were well. */
  get ignoresHealth(): boolean {
    this.#ignoresHealth ??= ignoresHealth(this.#members, this.settings.panicThreshold);
    return this.#ignoresHealth;
  }

  /** Would a backend take the session if it had room? Tells "full" from "nobody there". */
  get isFull(): boolean {
    return this.#members.some((member) => isOpen(member) && member.isFull && member.row.health !== 'unhealthy');
  }

  member(id: BackendId): Member | undefined {
    return this.#byId.get(id);
  }

  update(row: PoolRow): void {
    this.#row = row;
    // Nobody asks for it any more, so nobody would end it.
    if (row.settings.slowStartMs === 0) for (const member of this.#members) member.ramp = 1;
    this.eligibilityChanged();
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
    this.#isInPanic = null;
    this.#ignoresHealth = null;
  }

  /** Who may take a new session now, by id. Kept until eligibility changes: asking a thousand for each session costs. */
  eligible(): readonly Member[] {
    if (this.#eligible === null) {
      this.#eligible = eligible(this.#members, this.settings);
      for (const member of this.#members) member.fullnessChanged(); // from here on, what differs from this list
    }
    return this.#eligible;
  }

  /** Chooses a home; undefined when nobody may take the session. Changes nothing until `taken`. */
  choose(hashed: () => Fingerprint, nowMs: InstantMs, except: readonly BackendId[] = []): Member | undefined {
    const candidates = others(this.eligible(), except);
    if (!isNonEmpty(candidates)) return undefined;
    const { policy, slowStartMs, boundedLoad } = this.settings;
    if (slowStartMs > 0) for (const each of candidates) ramp(each, slowStartMs, nowMs);
    return policyByName[policy].choose(candidates, {
      fingerprint: hashed,
      random: (nth) => draw(this.#seed, this.#turns, nth),
      boundedLoad,
    });
  }

  /** The choice is a claim now: it has a reservation, and the policy's turn is over. */
  taken(chosen: Member): void {
    const candidates = this.eligible();
    if (isNonEmpty(candidates)) policyByName[this.settings.policy].taken?.(candidates, chosen);
    this.#turns += 1;
    this.reserve(chosen);
  }

  /** The choice is for one request, and no session. */
  passed(chosen: Member): void {
    const candidates = this.eligible();
    if (isNonEmpty(candidates)) policyByName[this.settings.policy].taken?.(candidates, chosen);
    this.#turns += 1;
    chosen.sinceReport += 1;
  }

  /** The same without a turn of the policy: the session goes back where it was. */
  reserve(chosen: Member): void {
    chosen.reserved += 1;
    chosen.sinceReport += 1;
    if (chosen.fullnessChanged()) this.eligibilityChanged();
  }

  /** The other eligible backends, in the order in which they would be tried. Takes no turn. */
  fallbacks(hashed: Fingerprint, home: Member | undefined, limit: number, except: readonly BackendId[] = []): Member[] {
    return inRendezvousOrder(
      others(this.eligible(), except).filter((member) => member !== home),
      hashed,
    ).slice(0, limit);
  }

  #list(): void {
    this.#members = [...this.#byId.values()].sort((a, b) => (a.row.id < b.row.id ? -1 : 1));
    this.eligibilityChanged();
  }
}

function ramp(member: Member, slowStartMs: number, nowMs: InstantMs): void {
  if (member.rampFromMs === undefined) return;
  const share = (nowMs - member.rampFromMs) / slowStartMs;
  member.ramp = Math.min(1, Math.max(leastRamp, share));
  if (share >= 1) member.rampFromMs = undefined;
}

function others(members: readonly Member[], except: readonly BackendId[]): readonly Member[] {
  return except.length === 0 ? members : members.filter((member) => !except.includes(member.row.id));
}

function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
