import type Database from 'better-sqlite3';
import type { JournalLine } from '../../core/ports.ts';
import { journalKind } from './journal-kinds.ts';
import type { Unpacker } from './packing.ts';

/**
 * Reads a packed event and writes it under `sequence`, in the transaction that is open.
 *
 * @param happened an event that did not come true is read, and not written
 * @param session whose it is, where the event does not say
 */
export type EventWriter = (from: Unpacker, sequence: number, happened: boolean, session: string | null) => void;

export function eventWriter(db: Database.Database): EventWriter {
  const insert = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return (from, sequence, happened, taken) => {
    const atMs = from.double();
    const kind = from.int();
    const pool = from.text();
    const backendId = from.text();
    const keyed = from.int() === 1;
    const k0 = keyed ? from.int() : null;
    const k1 = keyed ? from.int() : null;
    const k2 = keyed ? from.int() : null;
    const k3 = keyed ? from.int() : null;
    const session = from.text() ?? taken;
    const code = from.int();
    const generation = code < 0 ? null : code;
    const reason = from.text();
    const who = from.text();
    const detail = from.text();
    if (!happened) return;
    insert.run(sequence, atMs, kind, pool, backendId, k0, k1, k2, k3, session, generation, reason, who, detail);
  };
}

/** A row of `SELECT * FROM journal`. */
export interface StoredLine {
  readonly sequence: number;
  readonly at_ms: number;
  readonly kind: number;
  readonly pool: string;
  readonly backend_id: string;
  readonly key_0: number | null;
  readonly key_1: number;
  readonly key_2: number;
  readonly key_3: number;
  readonly session: string | null;
  readonly generation: number | null;
  readonly reason: string | null;
  readonly who: string;
  readonly detail: string | null;
}

/** None for a kind that a later lbd wrote. */
export function linesOf(rows: readonly StoredLine[]): JournalLine[] {
  return rows.flatMap((row) => {
    const kind = journalKind(row.kind);
    if (kind === undefined) return [];
    return {
      sequence: row.sequence,
      kind,
      atMs: row.at_ms,
      pool: row.pool,
      backendId: row.backend_id,
      ...(row.key_0 !== null && { key: { k0: row.key_0, k1: row.key_1, k2: row.key_2, k3: row.key_3 } }),
      ...(row.session !== null && { session: row.session }),
      ...(row.generation !== null && { generation: row.generation }),
      ...(row.reason !== null && { reason: row.reason }),
      who: row.who,
      ...(row.detail !== null && { detail: row.detail }),
    };
  });
}
