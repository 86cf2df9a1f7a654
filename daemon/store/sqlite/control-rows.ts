import type Database from 'better-sqlite3';
import {
  type BackendRow,
  type BackendSettings,
  defaultPoolSettings,
  defaultProbe,
  type PoolPatch,
  type PoolRow,
  patchedPool,
} from '../../core/model.ts';
import type { ControlChange } from '../../core/ports.ts';

/** Pools by name. */
export function readPools(db: Database.Database): PoolRow[] {
  return (db.prepare('SELECT * FROM pools ORDER BY name').all() as StoredPool[]).map(poolOf);
}

/** Backends and tombstones, by number. */
export function readBackends(db: Database.Database): BackendRow[] {
  return (db.prepare('SELECT * FROM backends ORDER BY no').all() as StoredBackend[]).map(backendOf);
}

export type ControlRows = Omit<ControlChange, 'events'>;

/** Answers a function that writes one administrative change in the transaction that is open. */
export function controlWriter(db: Database.Database): (change: ControlRows) => void {
  const savePool = db.prepare('INSERT OR REPLACE INTO pools VALUES (@name, @settings, @version, @created_at_ms)');
  const deletePool = db.prepare('DELETE FROM pools WHERE name = ?');
  // Not OR REPLACE: it would silently delete the row of another number that has the same pool and id.
  const columns = backendColumns.filter((column) => column !== 'no');
  const saveBackend = db.prepare(
    `INSERT INTO backends (no, ${columns.join(', ')}) VALUES (@no, ${columns.map((column) => `@${column}`).join(', ')})
     ON CONFLICT (no) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  const forgetBackend = db.prepare('DELETE FROM backends WHERE no = ?');

  const saveFence = db.prepare('INSERT OR REPLACE INTO cookie_fences VALUES (@pool, @backendId, @notBeforeMs)');
  const saveEnd = db.prepare('INSERT OR REPLACE INTO ended_sessions VALUES (@k0, @k1, @k2, @k3, @at)');
  const forgetEnds = db.prepare('DELETE FROM ended_sessions WHERE ended_at_ms < ?');

  return ({ pools = [], deletedPools = [], backends = [], forgottenBackends = [], ...cookies }) => {
    for (const pool of pools) savePool.run(storedPool(pool));
    // Before the saves: a forgotten number's id may come back under a new one in the same change.
    for (const no of forgottenBackends) forgetBackend.run(no);
    for (const backend of backends) saveBackend.run(storedBackend(backend));
    for (const name of deletedPools) deletePool.run(name);
    for (const fence of cookies.cookieFences ?? []) saveFence.run(fence);
    for (const { key, atMs } of cookies.endedSessions ?? []) saveEnd.run({ ...key, at: Math.trunc(atMs) });
    if (cookies.forgetEndsBeforeMs !== undefined) forgetEnds.run(cookies.forgetEndsBeforeMs);
  };
}

interface StoredPool {
  name: string;
  settings: string;
  version: number;
  created_at_ms: number;
}

function storedPool({ name, settings, version, createdAtMs }: PoolRow): StoredPool {
  return { name, settings: JSON.stringify(settings), version, created_at_ms: Math.trunc(createdAtMs) };
}

function poolOf({ name, settings, version, created_at_ms }: StoredPool): PoolRow {
  return {
    name,
    settings: patchedPool(defaultPoolSettings, JSON.parse(settings) as PoolPatch),
    version,
    createdAtMs: created_at_ms,
  };
}

const backendColumns = [
  'no',
  'pool',
  'id',
  'settings',
  'admin',
  'drain',
  'health',
  'health_reason',
  'health_since_ms',
  'instance',
  'incarnation',
  'kept_from',
  'broken_because',
  'removed',
  'version',
  'created_at_ms',
] as const satisfies readonly (keyof StoredBackend)[];

interface StoredBackend
  extends Pick<BackendRow, 'no' | 'pool' | 'id' | 'admin' | 'health' | 'instance' | 'incarnation' | 'version'> {
  settings: string;
  drain: string | null;
  health_reason: string;
  health_since_ms: number;
  kept_from: number;
  broken_because: BackendRow['brokenBecause'];
  removed: number;
  created_at_ms: number;
}

function storedBackend(row: BackendRow): StoredBackend {
  return {
    no: row.no,
    pool: row.pool,
    id: row.id,
    settings: JSON.stringify(row.settings),
    admin: row.admin,
    drain: row.drain === null ? null : JSON.stringify(row.drain),
    health: row.health,
    health_reason: row.healthReason,
    health_since_ms: Math.trunc(row.healthSinceMs),
    instance: row.instance,
    incarnation: row.incarnation,
    kept_from: row.keptFrom,
    broken_because: row.brokenBecause,
    removed: row.removed ? 1 : 0,
    version: row.version,
    created_at_ms: Math.trunc(row.createdAtMs),
  };
}

function backendOf(row: StoredBackend): BackendRow {
  const settings = JSON.parse(row.settings) as Partial<BackendSettings>;
  return {
    no: row.no,
    pool: row.pool,
    id: row.id,
    settings: { ...defaultBackendSettings, ...settings, probe: { ...defaultProbe, ...settings.probe } },
    admin: row.admin,
    drain: row.drain === null ? null : JSON.parse(row.drain),
    health: row.health,
    healthReason: row.health_reason,
    healthSinceMs: row.health_since_ms,
    instance: row.instance,
    incarnation: row.incarnation,
    keptFrom: row.kept_from,
    brokenBecause: row.broken_because,
    removed: row.removed === 1,
    version: row.version,
    createdAtMs: row.created_at_ms,
  };
}

/** For fields that a row of an older lbd lacks. */
const defaultBackendSettings: BackendSettings = {
  address: '',
  weight: 1,
  zone: '',
  labels: {},
  maxSessions: 0,
  probe: defaultProbe,
};
