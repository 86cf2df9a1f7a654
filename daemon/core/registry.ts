import { LbError } from './errors.ts';
import { Member } from './member.ts';
import { type BackendId, type BackendRow, defaultPool, type PoolName, type PoolRow } from './model.ts';
import { Pool } from './pool.ts';
import { PoolAddresses } from './pool-addresses.ts';

/** Pools by name and backends by number, tombstones included: committed state. */
export class Registry {
  readonly #pools = new Map<PoolName, Pool>();
  readonly #byNo = new Map<number, Member>();
  readonly #seed: number;
  #lastNo = 0;
  #addresses: PoolAddresses | null = null;

  /** @param seed 32 bits, another one in each run: of what policies leave to chance */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** By name. */
  get pools(): readonly Pool[] {
    return [...this.#pools.values()].sort((a, b) => (a.row.name < b.row.name ? -1 : 1));
  }

  /** Tombstones included. */
  get members(): Iterable<Member> {
    return this.#byNo.values();
  }

  /** @throws LbError `pool-not-found` */
  pool(name: PoolName): Pool {
    const pool = this.#pools.get(name);
    if (pool === undefined)
      throw new LbError('pool-not-found', `there is no pool "${name}"`, { metadata: { pool: name } });
    return pool;
  }

  findPool(name: PoolName): Pool | undefined {
    return this.#pools.get(name);
  }

  /** The pool an HTTP request is for; `default` where it is no pool's in particular. @param path without the query */
  poolAt(host: string, path: string): Pool {
    this.#addresses ??= new PoolAddresses(this.pools);
    return this.#addresses.find(host, path) ?? this.pool(defaultPool);
  }

  /** @throws LbError `pool-not-found`, `backend-not-found` */
  member(pool: PoolName, id: BackendId): Member {
    const member = this.pool(pool).member(id);
    if (member !== undefined) return member;
    throw new LbError('backend-not-found', `there is no backend "${id}" in pool "${pool}"`, {
      metadata: { pool, backend: id },
    });
  }

  /** By its number; a session's row always names one that exists. */
  memberNo(no: number): Member | undefined {
    return this.#byNo.get(no);
  }

  /** The tombstone of a removed backend, whose incarnations an added one goes on counting. */
  tombstone(pool: PoolName, id: BackendId): Member | undefined {
    for (const member of this.#byNo.values()) {
      if (member.row.removed && member.row.pool === pool && member.row.id === id) return member;
    }
    return undefined;
  }

  nextBackendNo(): number {
    this.#lastNo += 1;
    return this.#lastNo;
  }

  putPool(row: PoolRow): Pool {
    this.#addresses = null;
    const known = this.#pools.get(row.name);
    if (known !== undefined) {
      known.update(row);
      return known;
    }
    const pool = new Pool(row, this.#seed);
    this.#pools.set(row.name, pool);
    return pool;
  }

  removePool(name: PoolName): void {
    this.#addresses = null;
    this.#pools.delete(name);
  }

  /** A committed row: a new backend, a changed one, a tombstone, or one that came back. */
  putBackend(row: BackendRow): Member {
    const pool = this.pool(row.pool);
    let member = this.#byNo.get(row.no);
    if (member === undefined) {
      member = new Member(row);
      this.#byNo.set(row.no, member);
      this.#lastNo = Math.max(this.#lastNo, row.no);
    } else {
      member.update(row);
    }
    if (row.removed) pool.remove(row.id);
    else if (pool.member(row.id) === undefined) pool.add(member);
    pool.eligibilityChanged();
    return member;
  }

  /** A tombstone no session refers to. */
  forget(no: number): void {
    this.#byNo.delete(no);
  }
}
