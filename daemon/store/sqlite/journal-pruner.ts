import type Database from 'better-sqlite3';

/** How much of the journal is kept. */
export interface JournalBounds {
  /** Of assigned and expired, milliseconds. */
  readonly shortMs: number;
  /** Of everything else, milliseconds. */
  readonly longMs: number;
  readonly rows: number;
}

const day = 24 * 60 * 60_000;
/** A million rows are about 100 MB. */
export const defaultJournalBounds: JournalBounds = { shortMs: day, longMs: 30 * day, rows: 1_000_000 };

export interface JournalPruner {
  inserted(rows: number): void;
  /** Deletes some rows that are due, in a transaction of its own; answers whether there may be more. */
  prune(wallMs: number): boolean;
}

// About a millisecond: what a claim may have to wait for it.
const sliceRows = 500;

export function journalPruner(db: Database.Database, bounds: JournalBounds): JournalPruner {
  const after = `SELECT sequence, at_ms FROM journal WHERE sequence > ? ORDER BY sequence LIMIT ${sliceRows}`;
  const lastDue = db.prepare(`SELECT max(sequence) FROM (${after}) WHERE at_ms < ?`).pluck();
  const deleteShort = db.prepare('DELETE FROM journal WHERE sequence > ? AND sequence <= ? AND kind < 10');
  const deleteAll = db.prepare('DELETE FROM journal WHERE sequence <= ?');
  const newest = db.prepare('SELECT coalesce(max(sequence), 0) FROM journal').pluck();
  let rows: number | undefined;
  /** Up to here only rows that are kept for long are left. */
  let shortDoneTo = 0;

  function pruneSlice(wallMs: number): boolean {
    const oldDue = lastDue.get(0, wallMs - bounds.longMs) as number | null;
    if (oldDue !== null) return deleteAllTo(oldDue);
    const shortDue = lastDue.get(shortDoneTo, wallMs - bounds.shortMs) as number | null;
    if (shortDue !== null) return deleteShortTo(shortDue);
    if (rows === undefined || rows <= bounds.rows) return false;
    // Too many: those kept for a day go first, but for the newer half; then the oldest of all.
    const anyTime = Number.MAX_SAFE_INTEGER;
    const early = lastDue.get(shortDoneTo, anyTime) as number | null;
    if (early !== null && early <= (newest.get() as number) - bounds.rows / 2) return deleteShortTo(early);
    return deleteAllTo(lastDue.get(0, anyTime) as number);
  }

  function deleteAllTo(sequence: number): true {
    rows = (rows ?? 0) - deleteAll.run(sequence).changes;
    return true;
  }

  function deleteShortTo(sequence: number): true {
    rows = (rows ?? 0) - deleteShort.run(shortDoneTo, sequence).changes;
    shortDoneTo = sequence;
    return true;
  }

  return {
    inserted(count) {
      if (rows !== undefined) rows += count;
    },
    prune(wallMs) {
      return db
        .transaction(() => {
          rows ??= db.prepare('SELECT count(*) FROM journal').pluck().get() as number;
          return pruneSlice(wallMs);
        })
        .immediate();
    },
  };
}
