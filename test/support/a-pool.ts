import { draw, type Fingerprint, fingerprint } from '../../daemon/core/hash.ts';
import { Member } from '../../daemon/core/member.ts';
import {
  type BackendRow,
  type BackendSettings,
  defaultPoolSettings,
  type PoolSettings,
} from '../../daemon/core/model.ts';
import type { Selection } from '../../daemon/core/policy.ts';
import { Pool } from '../../daemon/core/pool.ts';
import { aBackend } from './an-engine.ts';

let lastNo = 0;

export function aBackendRow(
  id: string,
  row: Partial<BackendRow> = {},
  settings: Partial<BackendSettings> = {},
): BackendRow {
  lastNo += 1;
  return {
    no: lastNo,
    pool: 'default',
    id,
    settings: { ...aBackend, ...settings },
    admin: 'active',
    health: 'unknown',
    healthReason: '',
    healthSinceMs: 0,
    instance: '',
    incarnation: 1,
    keptFrom: 1,
    brokenBecause: 'backend-removed',
    drain: null,
    removed: false,
    version: 1,
    createdAtMs: 0,
    ...row,
  };
}

/** Backends by weight: `{ a: 5, b: 1 }`. */
export function members(weights: Readonly<Record<string, number>>): [Member, ...Member[]] {
  const [first, ...rest] = Object.entries(weights).map(([id, weight]) => new Member(aBackendRow(id, {}, { weight })));
  return [first!, ...rest];
}

export function aPool(weights: Readonly<Record<string, number>>, settings: Partial<PoolSettings> = {}): Pool {
  const pool = new Pool(
    { name: 'default', settings: { ...defaultPoolSettings, ...settings }, version: 1, createdAtMs: 0 },
    7,
  );
  for (const member of members(weights)) pool.add(member);
  return pool;
}

/** One request's view, as a pool would give it. */
export function selection(text: string, turn = 0, boundedLoad = 0): Selection {
  let made: Fingerprint | undefined;
  return {
    fingerprint: () => (made ??= fingerprint(text)),
    random: (nth) => draw(7, turn, nth),
    boundedLoad,
  };
}

/** How often each id was chosen, as shares of all. */
export function sharesOf(ids: readonly string[]): Record<string, number> {
  const shares: Record<string, number> = {};
  for (const id of ids) shares[id] = (shares[id] ?? 0) + 1 / ids.length;
  return shares;
}
