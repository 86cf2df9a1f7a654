import type Database from 'better-sqlite3';
import type { CookieFence } from '../../core/cookie-fences.ts';
import type { LoadSink } from '../../core/ports.ts';

/** What makes cookies too late. */
export function readCookieFences(db: Database.Database, sink: LoadSink): void {
  const fences = db.prepare('SELECT pool, backend_id AS backendId, not_before_ms AS notBeforeMs FROM cookie_fences');
  for (const fence of fences.iterate() as IterableIterator<CookieFence>) sink.cookieFence(fence);
  const ended = db
    .prepare('SELECT key_0, key_1, key_2, key_3, ended_at_ms FROM ended_sessions ORDER BY ended_at_ms')
    .raw();
  for (const [k0, k1, k2, k3, endedAtMs] of ended.iterate() as IterableIterator<
    [number, number, number, number, number]
  >) {
    sink.ended({ k0, k1, k2, k3 }, endedAtMs);
  }
}
