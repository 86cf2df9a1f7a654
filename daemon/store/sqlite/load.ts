import type Database from 'better-sqlite3';
import { LbError } from '../../core/errors.ts';
import type { Dataset, LoadSink } from '../../core/ports.ts';
import { readBackends, readPools } from './control-rows.ts';
import { readCookieFences } from './cookie-rows.ts';
import { corrupt } from './disk-error.ts';

// 1,024 rows at a time are a fifth faster than a row at a time (measured: 0.98 s for 1 M, and 1.17 s); the time goes
// into making JavaScript values, for SQLite itself reads 1 M rows in 0.06 s.
const rowsAtATime = 1024;
const maxSlot = 2 ** 24 - 1;

/** Hands everything stored to the sink, pools first. Blocks; 1 M sessions take about a second. */
export function loadAll(db: Database.Database, file: string, sink: LoadSink): Dataset {
  for (const row of readPools(db)) sink.pool(row);
  for (const row of readBackends(db)) sink.backend(row);
  readCookieFences(db, sink);
  const latestMs = loadSessions(db, file, sink);

  const { root_secret, lease_ms, sequence } = db
    .prepare('SELECT root_secret, lease_ms, sequence FROM dataset, heartbeat')
    .get() as { root_secret: Buffer; lease_ms: number; sequence: number };
  const newest = db.prepare('SELECT max(sequence) FROM journal').pluck().get() as number | null;
  return {
    rootSecret: root_secret,
    // A heartbeat may be 5 s old: the lease clock must not go back behind a time that a session was seen.
    leaseMs: Math.max(lease_ms, latestMs),
    sequence: Math.max(sequence, newest ?? 0),
  };
}

function loadSessions(db: Database.Database, file: string, sink: LoadSink): number {
  if (db.prepare('SELECT 1 FROM sessions WHERE slot < 0 OR slot > ?').get(maxSlot)) {
    throw new LbError('store-unavailable', corrupt(file));
  }
  sink.expectSessions(db.prepare('SELECT count(*) FROM sessions').pluck().get() as number);
  const read = db
    .prepare(
      // Each value costs a tenth of a row: three small ones come as one.
      `SELECT slot, serial, key_0, key_1, key_2, key_3, backend_no * 65536 + marks * 256 + reason,
              incarnation, generation, created_at_ms, last_active_ms, idle_timeout_ms
       FROM sessions WHERE slot > ? ORDER BY slot LIMIT ${rowsAtATime}`,
    )
    .raw();
  let latestMs = 0;
  for (let slot = -1; ; ) {
    const rows = read.all(slot) as SessionTuple[];
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i] as SessionTuple;
      const backendNo = Math.floor(r[6] / 65536);
      const [reason, marks] = [r[6] & 255, (r[6] >> 8) & 255];
      sink.session(r[0], r[1], r[2], r[3], r[4], r[5], backendNo, r[7], r[8], r[9], r[10], r[11], reason, marks);
      if (r[10] > latestMs) latestMs = r[10];
    }
    if (rows.length < rowsAtATime) break;
    slot = (rows[rowsAtATime - 1] as SessionTuple)[0];
  }
  return latestMs;
}

type SessionTuple = [
  slot: number,
  serial: number,
  k0: number,
  k1: number,
  k2: number,
  k3: number,
  home: number,
  incarnation: number,
  generation: number,
  createdAtMs: number,
  lastActiveMs: number,
  idleTimeoutMs: number,
];
