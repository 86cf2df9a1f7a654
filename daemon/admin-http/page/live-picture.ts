import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Member } from '../../core/member.ts';
import type { BackendId, InstantMs, PoolName, WallMs } from '../../core/model.ts';
import type { Clock } from '../../core/ports.ts';
import type { Registry } from '../../core/registry.ts';
import type { Violations } from '../../routing/violations.ts';
import type { DaemonStatus } from '../../status.ts';
import { type BackendFacts, type BackendLoad, backendFacts, type PoolFacts, poolFacts } from './picture.ts';

/** What lbd says of itself, less what changes by the second. */
export interface LbdFacts {
  readonly version: string;
  readonly startedAtMs: WallMs;
  readonly pid: number;
  readonly store: Pick<DaemonStatus['store'], 'kind' | 'location' | 'writable' | 'error'>;
  readonly listen: readonly string[];
  readonly sessionLimit: number;
  readonly violations: Readonly<Record<string, number>>;
  /** What an operator should know of how it is run. */
  readonly warnings: readonly string[];
}

/** What changed, or all there is; what is left out is as it was. */
export interface Picture {
  readonly nowMs: WallMs;
  /** The first part of all there is: what neither it nor the parts behind it name is gone. */
  readonly whole?: true;
  readonly lbd?: LbdFacts;
  readonly pools?: readonly PoolFacts[];
  readonly backends?: readonly BackendFacts[];
  readonly loads?: Readonly<Record<PoolName, Readonly<Record<BackendId, BackendLoad>>>>;
  readonly gone?: readonly (readonly [PoolName, BackendId])[];
}

/** Looked at before others get their turn: about a millisecond. */
const backendsPerSlice = 200;
/** About 100 kB of JSON, in a fraction of a millisecond. */
const backendsPerPart = 250;
/** A look at everything takes a share of the loop of one in so many at the most. */
const restPerLook = 20;

interface Known {
  /** As text: comparing it costs less than comparing fields. */
  facts: string;
  parsed: BackendFacts;
  load: BackendLoad;
  look: number;
}

export interface PictureParts {
  readonly registry: Registry;
  readonly violations: Pick<Violations, 'counts'>;
  readonly status: () => DaemonStatus;
  readonly clock: Clock;
}

/** Pools and backends as they were last looked at, and what changed since the look before. */
export class LivePicture {
  readonly #parts: PictureParts;
  readonly #known = new Map<string, Known>();
  #lbd = '';
  #pools = '';
  #looks = 0;
  #looking: Promise<Picture> | undefined;
  #restUntilMs: InstantMs = 0;

  constructor(parts: PictureParts) {
    this.#parts = parts;
  }

  get isResting(): boolean {
    return this.#parts.clock.now() < this.#restUntilMs;
  }

  /** What changed since the last look, whoever asked for that. Those who come while one is under way share it. */
  look(): Promise<Picture> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** All there is, as of the last look, as JSON in parts: the first says that it is the whole, the others add to it. */
  *whole(): Generator<string> {
    const keys = [...this.#known.keys()];
    for (let from = 0; from === 0 || from < keys.length; from += backendsPerPart) {
      const known = keys.slice(from, from + backendsPerPart).flatMap((key) => this.#known.get(key) ?? []);
      const head = from === 0 ? `"whole":true,"lbd":${this.#lbd},"pools":${this.#pools},` : '';
      const facts = known.map((each) => each.facts).join(',');
      const loads = JSON.stringify(loadsOf(known));
      yield `{"nowMs":${this.#parts.clock.wallNow()},${head}"backends":[${facts}],"loads":${loads}}`;
    }
  }

  async #look(): Promise<Picture> {
    const { registry, clock } = this.#parts;
    const beganAtMs = clock.now();
    this.#looks += 1;
    const told = { facts: [] as Known[], loads: [] as Known[] };
    let seen = 0;
    for (const pool of registry.pools) {
      for (const member of pool.members) {
        this.#see(member, told);
        seen += 1;
        if (seen % backendsPerSlice === 0) await nextTurn();
      }
    }
    const gone = [...this.#known].filter(([, { look }]) => look !== this.#looks);
    for (const [key] of gone) this.#known.delete(key);
    const lbd = JSON.stringify(this.#lbdFacts());
    const pools = JSON.stringify(registry.pools.map(poolFacts));
    const picture = {
      nowMs: clock.wallNow(),
      ...(lbd !== this.#lbd && { lbd: JSON.parse(lbd) }),
      ...(pools !== this.#pools && { pools: JSON.parse(pools) }),
      ...(told.facts.length > 0 && { backends: told.facts.map(({ parsed }) => parsed) }),
      ...(told.loads.length > 0 && { loads: loadsOf(told.loads) }),
      ...(gone.length > 0 && { gone: gone.map(([, { parsed }]) => [parsed.pool, parsed.id] as const) }),
    };
    this.#lbd = lbd;
    this.#pools = pools;
    this.#restUntilMs = clock.now() + (clock.now() - beganAtMs) * restPerLook;
    return picture;
  }

  #see(member: Member, told: { readonly facts: Known[]; readonly loads: Known[] }): void {
    const { registry, clock } = this.#parts;
    const { pool, id } = member.row;
    const parsed = backendFacts(registry, member, clock);
    const facts = JSON.stringify(parsed);
    const load: BackendLoad = [member.kept, member.inFlight];
    const before = this.#known.get(`${pool}/${id}`);
    // What is known stays the same object: ten thousand new ones at each look are work for the collector.
    const known = before ?? { facts: '', parsed, load, look: 0 };
    if (before === undefined) this.#known.set(`${pool}/${id}`, known);
    if (known.facts !== facts) told.facts.push(Object.assign(known, { facts, parsed }));
    if (before === undefined || known.load[0] !== load[0] || known.load[1] !== load[1]) told.loads.push(known);
    known.load = load;
    known.look = this.#looks;
  }

  #lbdFacts(): LbdFacts {
    const { version, startedAtMs, pid, store, listen, sessionLimit, warnings } = this.#parts.status();
    const { kind, location, writable, error } = store;
    const violations = { ...this.#parts.violations.counts };
    const its = { kind, location, writable, error };
    return { version, startedAtMs, pid, store: its, listen, sessionLimit, violations, warnings };
  }
}

function loadsOf(known: readonly Known[]): Record<PoolName, Record<BackendId, BackendLoad>> {
  const loads: Record<PoolName, Record<BackendId, BackendLoad>> = {};
  for (const { parsed, load } of known) {
    loads[parsed.pool] ??= {};
    loads[parsed.pool]![parsed.id] = load;
  }
  return loads;
}
