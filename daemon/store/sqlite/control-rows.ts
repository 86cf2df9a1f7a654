import type Database from 'better-sqlite3';
import type { AdminState, BackendRow, BreakReason, Health, PoolRow } from '../../core/model.ts';
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
  const savePool = db.prepare('INSERT OR REPLACE INTO pools VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const deletePool = db.prepare('DELETE FROM pools WHERE name = ?');
  // Not OR REPLACE: it would silently delete the row of another number that has the same pool and id.
  const saveBackend = db.prepare(
    `INSERT INTO backends VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (no) DO UPDATE SET
       pool = excluded.pool, id = excluded.id, address = excluded.address, weight = excluded.weight,
       zone = excluded.zone, labels = excluded.labels, max_sessions = excluded.max_sessions, admin = excluded.admin,
       health = excluded.health, health_reason = excluded.health_reason, incarnation = excluded.incarnation,
       kept_from = excluded.kept_from, broken_because = excluded.broken_because,
       drain_deadline_ms = excluded.drain_deadline_ms, removed = excluded.removed, version = excluded.version,
       created_at_ms = excluded.created_at_ms`,
  );
  const forgetBackend = db.prepare('DELETE FROM backends WHERE no = ?');

  return ({ pools = [], deletedPools = [], backends = [], forgottenBackends = [] }) => {
    for (const pool of pools) savePool.run(...poolValues(pool));
    // Before the saves: a forgotten number's id may come back under a new one in the same change.
    for (const no of forgottenBackends) forgetBackend.run(no);
    for (const backend of backends) saveBackend.run(...backendValues(backend));
    for (const name of deletedPools) deletePool.run(name);
  };
}

function poolValues({ name, settings, version, createdAtMs }: PoolRow) {
  const { policy, hashOn, idleTimeoutMs, maxLifetimeMs, unknownId, sessionIds } = settings;
  return [name, policy, hashOn, idleTimeoutMs, maxLifetimeMs, unknownId, sessionIds, version, Math.trunc(createdAtMs)];
}

function backendValues(row: BackendRow) {
  const { address, weight, zone, labels, maxSessions } = row.settings;
  return [
    row.no,
    row.pool,
    row.id,
    address,
    weight,
    zone,
    JSON.stringify(labels),
    maxSessions,
    row.admin,
    row.health,
    row.healthReason,
    row.incarnation,
    row.keptFrom,
    row.brokenBecause,
    row.drainDeadlineMs === null ? null : Math.trunc(row.drainDeadlineMs),
    row.removed ? 1 : 0,
    row.version,
    Math.trunc(row.createdAtMs),
  ];
}

interface StoredPool {
  name: string;
  policy: PoolRow['settings']['policy'];
  hash_on: PoolRow['settings']['hashOn'];
  idle_timeout_ms: number;
  max_lifetime_ms: number;
  unknown_id: PoolRow['settings']['unknownId'];
  session_ids: PoolRow['settings']['sessionIds'];
  version: number;
  created_at_ms: number;
}

function poolOf(row: StoredPool): PoolRow {
  return {
    name: row.name,
    settings: {
      policy: row.policy,
      hashOn: row.hash_on,
      idleTimeoutMs: row.idle_timeout_ms,
      maxLifetimeMs: row.max_lifetime_ms,
      unknownId: row.unknown_id,
      sessionIds: row.session_ids,
    },
    version: row.version,
    createdAtMs: row.created_at_ms,
  };
}

interface StoredBackend {
  no: number;
  pool: string;
  id: string;
  address: string;
  weight: number;
  zone: string;
  labels: string;
  max_sessions: number;
  admin: AdminState;
  health: Health;
  health_reason: string;
  incarnation: number;
  kept_from: number;
  broken_because: BreakReason;
  drain_deadline_ms: number | null;
  removed: number;
  version: number;
  created_at_ms: number;
}

function backendOf(row: StoredBackend): BackendRow {
  return {
    no: row.no,
    pool: row.pool,
    id: row.id,
    settings: {
      address: row.address,
      weight: row.weight,
      zone: row.zone,
      labels: JSON.parse(row.labels) as Record<string, string>,
      maxSessions: row.max_sessions,
    },
    admin: row.admin,
    health: row.health,
    healthReason: row.health_reason,
    incarnation: row.incarnation,
    keptFrom: row.kept_from,
    brokenBecause: row.broken_because,
    drainDeadlineMs: row.drain_deadline_ms,
    removed: row.removed === 1,
    version: row.version,
    createdAtMs: row.created_at_ms,
  };
}
