import type { Pool__Output as Pool } from '../proto/generated/lb/v1/Pool.ts';
import { affinityTexts } from './affinity-view.ts';
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

/** An enum's value as the command line takes it: `redistribute`. */
const word = (field: WordField) => (pool: Pool) => enumWord(field, pool[field]).toLowerCase();
type WordField = 'unknown_id' | 'session_ids' | 'on_unhealthy' | 'on_removed' | 'on_drained' | 'on_restart';

const lasting = (field: DurationField, off?: string) => (pool: Pool) =>
  off !== undefined && msOf(pool[field]) === 0 ? off : span(msOf(pool[field]));
type DurationField = 'hold_for' | 'break_after' | 'unconfirmed_timeout' | 'slow_start' | 'eject_for';

const percentage = (value: number | undefined, off?: string) => (off !== undefined && !value ? off : `${value ?? 0} %`);

/** Every setting besides policy and lease, in words, by its name in the contract. */
const settings: Readonly<Record<string, (pool: Pool) => string>> = {
  bounded_load: ({ bounded_load: factor }) => (factor === 0 ? 'off' : `${factor} times the fair share`),
  slow_start: lasting('slow_start', 'off'),
  unconfirmed_timeout: lasting('unconfirmed_timeout', 'the idle timeout'),
  on_unhealthy: word('on_unhealthy'),
  on_removed: word('on_removed'),
  on_drained: word('on_drained'),
  on_restart: word('on_restart'),
  hold_for: lasting('hold_for'),
  break_after: lasting('break_after'),
  eject_after: ({ eject_after: count }) => (count ? `${count} failures in a row` : 'off'),
  eject_for: lasting('eject_for'),
  max_ejected: ({ max_ejected: percent }) => percentage(percent),
  panic_threshold: ({ panic_threshold: percent }) => percentage(percent, 'off'),
  unknown_id: word('unknown_id'),
  session_ids: word('session_ids'),
  hosts: ({ hosts }) => hosts.join(', ') || 'any',
  path_prefixes: ({ path_prefixes: prefixes }) => prefixes.join(', ') || 'any',
  expose_assignment: ({ expose_assignment: exposes }) => (exposes ? 'yes' : 'no'),
};

/** `on unhealthy hold`, for those of `fields` that are told nowhere else. */
export function settingTexts(pool: Pool, fields: readonly string[]): string[] {
  return fields.flatMap((field) => (settings[field] ? [`${field.replaceAll('_', ' ')} ${settings[field](pool)}`] : []));
}

/** All there is to know of a pool. */
export function describePool(pool: Pool, nowMs: number): [string, string][] {
  return [
    ['pool', pool.name],
    ['policy', policyText(pool)],
    ['idle timeout', span(msOf(pool.idle_timeout))],
    ['max lifetime', lifetimeText(pool)],
    ...Object.entries(settings).map(([field, text]): [string, string] => [field.replaceAll('_', ' '), text(pool)]),
    ...affinityTexts(pool.affinity),
    ['backends', grouped(pool.backend_count)],
    ['sessions', grouped(pool.session_count)],
    ['panic', pool.panic ? 'yes: most of it is unhealthy, nobody is written off meanwhile' : ''],
    ['created', relative(pool.create_time, nowMs)],
    ['etag', pool.etag],
  ];
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
    { header: 'UNKNOWN ID', value: word('unknown_id'), wide: true },
    { header: 'SESSION IDS', value: word('session_ids'), wide: true },
    { header: 'ON UNHEALTHY', value: word('on_unhealthy'), wide: true },
    { header: 'PANIC', value: ({ panic }) => (panic ? 'yes' : 'no'), wide: true },
    { header: 'CREATED', value: (pool) => relative(pool.create_time, nowMs), wide: true },
  ];
}
