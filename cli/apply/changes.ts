import { isDeepStrictEqual } from 'node:util';
import type { Backend, Backend__Output } from '../../proto/generated/lb/v1/Backend.ts';
import type { Pool, Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import { backendFields, type PlanFile, poolFields, type Wanted } from './plan-file.ts';
import { settingsText } from './settings-text.ts';

/** One setting that would change; `from` is not there for something new. */
export interface FieldChange {
  /** Its path, such as `probe.kind`. */
  readonly field: string;
  readonly from?: unknown;
  readonly to: unknown;
}

/** What has to happen to one pool or backend. */
export interface Change {
  readonly kind: 'pool' | 'backend';
  readonly action: 'create' | 'update' | 'remove' | 'none';
  readonly pool: string;
  /** Of a backend; empty for a pool. */
  readonly id: string;
  readonly fields: readonly FieldChange[];
  /** What to send: the settings that are said. */
  readonly message: Pool | Backend;
  /** Of what is there: whoever changed it meanwhile is not written over. */
  readonly etag: string;
  /** Sessions at home there now. */
  readonly sessions: number;
}

export interface There {
  readonly pools: readonly Pool__Output[];
  readonly backends: readonly Backend__Output[];
}

/**
 * What makes lbd as the file says: pools first, then backends, then what has to go. What the file does not say of a pool
 * or a backend stays as it is.
 *
 * @param prune  remove what is there and not in the file; the pool `default` always stays
 */
export function changesFor(wanted: PlanFile, there: There, { prune }: { readonly prune: boolean }): Change[] {
  const pools = new Map(there.pools.map((pool) => [pool.name, pool]));
  const backends = new Map(there.backends.map((backend) => [`${backend.pool}/${backend.id}`, backend]));
  const changes = [
    ...wanted.pools.map((each) => poolChange(each, pools.get(each.pool))),
    ...wanted.backends.map((each) => backendChange(each, backends.get(`${each.pool}/${each.id}`))),
  ];
  return prune ? [...changes, ...removals(wanted, there)] : changes;
}

function poolChange(wanted: Wanted<Pool>, today: Pool__Output | undefined): Change {
  const now = today && settingsText('lb.v1.Pool', today, poolFields);
  const said = settingsText('lb.v1.Pool', wanted.message, poolFields);
  return change('pool', wanted, today, differences(now, said, ''));
}

function backendChange(wanted: Wanted<Backend>, today: Backend__Output | undefined): Change {
  const now = today && settingsText('lb.v1.Backend', today, backendFields);
  const said = settingsText('lb.v1.Backend', wanted.message, backendFields);
  return change('backend', wanted, today, differences(now, said, ''));
}

function change(
  kind: Change['kind'],
  { pool, id, message }: Wanted<Pool | Backend>,
  today: { readonly etag: string; readonly session_count: number } | undefined,
  fields: readonly FieldChange[],
): Change {
  const action = today === undefined ? 'create' : fields.length > 0 ? 'update' : 'none';
  const { etag = '', session_count: sessions = 0 } = today ?? {};
  return { kind, action, pool, id, fields, message, etag, sessions };
}

function removals(wanted: PlanFile, there: There): Change[] {
  const kept = new Set(wanted.backends.map(({ pool, id }) => `${pool}/${id}`));
  const named = new Set([
    'default',
    ...wanted.pools.map(({ pool }) => pool),
    ...wanted.backends.map(({ pool }) => pool),
  ]);
  const removal = { action: 'remove', fields: [], message: {} } as const;
  return [
    ...there.backends
      .filter(({ pool, id }) => !kept.has(`${pool}/${id}`))
      .map(({ pool, id, etag, session_count: sessions }) => ({
        ...removal,
        kind: 'backend' as const,
        pool,
        id,
        etag,
        sessions,
      })),
    ...there.pools
      .filter(({ name }) => !named.has(name))
      .map(({ name, etag }) => ({ ...removal, kind: 'pool' as const, pool: name, id: '', etag, sessions: 0 })),
  ];
}

/** Setting by setting; those of a probe or an affinity are told apart, a map of labels is one. */
function differences(
  now: Readonly<Record<string, unknown>> | undefined,
  said: Readonly<Record<string, unknown>>,
  path: string,
): FieldChange[] {
  return Object.entries(said).flatMap(([name, to]): FieldChange[] => {
    const field = `${path}${name}`;
    const from = now?.[name];
    if (isGroup(name, to)) return differences(now && (isGroup(name, from) ? from : {}), to, `${field}.`);
    if (now === undefined) return [{ field, to }];
    return isSame(from, to) ? [] : [{ field, from, to }];
  });
}

function isGroup(name: string, value: unknown): value is Readonly<Record<string, unknown>> {
  return name !== 'labels' && typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** lbd keeps names of headers in lower case, and no bound as no value. */
function isSame(from: unknown, to: unknown): boolean {
  return isDeepStrictEqual(normal(from), normal(to));
}

function normal(value: unknown): unknown {
  if (value === undefined) return '0s';
  if (Array.isArray(value)) return value.map(normal);
  return typeof value === 'string' && value.startsWith('header:') ? value.toLowerCase() : value;
}
