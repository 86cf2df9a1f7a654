import type { Pool__Output as Pool } from '../proto/generated/lb/v1/Pool.ts';
import { enumWord } from './output/json.ts';
import type { Column } from './output/table.ts';
import { msOf, relative, span } from './output/time.ts';
import { grouped } from './output/words.ts';

/** What `consistent_hash` hashes belongs to the policy's name: `consistent_hash(client_ip)`. */
export function policyText({ policy, hash_on: hashOn }: Pool): string {
  return policy === 'consistent_hash' ? `${policy}(${hashOn})` : policy;
}

export function lifetimeText({ max_lifetime: lifetime }: Pool): string {
  return msOf(lifetime) === 0 ? 'no bound' : span(msOf(lifetime));
}

export function unknownIdWord(pool: Pool): string {
  return enumWord('unknown_id', pool.unknown_id).toLowerCase();
}

export function sessionIdsWord(pool: Pool): string {
  return enumWord('session_ids', pool.session_ids).toLowerCase();
}

/** The columns of `lbctl pools`. */
export function poolColumns(nowMs: number): Column<Pool>[] {
  return [
    { header: 'NAME', value: (pool) => pool.name },
    { header: 'POLICY', value: policyText },
    { header: 'IDLE TIMEOUT', value: (pool) => span(msOf(pool.idle_timeout)), right: true },
    { header: 'MAX LIFETIME', value: lifetimeText, right: true },
    { header: 'BACKENDS', value: (pool) => grouped(pool.backend_count), right: true },
    { header: 'SESSIONS', value: (pool) => grouped(pool.session_count), right: true },
    { header: 'UNKNOWN ID', value: unknownIdWord, wide: true },
    { header: 'SESSION IDS', value: sessionIdsWord, wide: true },
    { header: 'CREATED', value: (pool) => relative(pool.create_time, nowMs), wide: true },
  ];
}
