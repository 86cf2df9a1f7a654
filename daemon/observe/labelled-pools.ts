import type { Pool } from '../core/pool.ts';
import type { Registry } from '../core/registry.ts';
import { otherName } from './labelled-backends.ts';

/** The most pools with series of their own. */
export const mostPools = 200;

export interface LabelledPools {
  readonly pool: string;
  /** One; many for those that stand together as `_other`. */
  readonly pools: readonly Pool[];
}

/** Pools as metrics name them: from the 201st that was made on, together. */
export function labelledPools(registry: Registry, most = mostPools): LabelledPools[] {
  const pools = [...registry.pools].sort((a, b) => a.row.createdAtMs - b.row.createdAtMs);
  const named = pools.slice(0, most).map((pool) => ({ pool: pool.row.name, pools: [pool] }));
  const rest = pools.slice(most);
  return rest.length === 0 ? named : [...named, { pool: otherName, pools: rest }];
}

export function sumOf<T>(list: readonly T[], valueFor: (each: T) => number): number {
  return list.reduce((sum, each) => sum + valueFor(each), 0);
}
