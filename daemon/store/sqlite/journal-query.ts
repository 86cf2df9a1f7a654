import type Database from 'better-sqlite3';
import type { JournalPage, JournalQuery } from '../../core/ports.ts';
import { journalCodes } from './journal-kinds.ts';
import { linesOf, type StoredLine } from './journal-rows.ts';

export const maxLines = 1000;

// Of the kinds that the index leaves out: as many as the journal keeps by default, so that the time is bounded where
// somebody lets it keep more.
const scannedRows = 1_000_000;

type Filter = { readonly sql: string; readonly values: readonly (string | number)[] };

/** One page of the journal, of one moment. */
export function queryJournal(db: Database.Database, query: JournalQuery): JournalPage {
  return db.transaction(() => {
    const limit = Math.max(0, Math.min(maxLines, Math.trunc(query.limit)));
    const rows = query.key === undefined ? bySequence(db, query, limit + 1) : byKey(db, query, limit + 1);
    const oldest = db.prepare('SELECT coalesce(min(sequence), 0) FROM journal').pluck().get() as number;
    const page = rows.slice(0, limit);
    if (query.tail) page.reverse();
    return { lines: linesOf(page), more: !query.tail && rows.length > limit, oldestSequence: oldest };
  })();
}

function bySequence(db: Database.Database, query: JournalQuery, limit: number): StoredLine[] {
  const codes = query.kinds?.map((kind) => journalCodes[kind]);
  return select(db, 'journal', [...filters(query), ...oneOf(codes)], query.tail, limit);
}

/** What is kept for long is found by the index, what is kept for a day by a scan. */
function byKey(db: Database.Database, query: JournalQuery, limit: number): StoredLine[] {
  const codes = query.kinds?.map((kind) => journalCodes[kind]) ?? Object.values(journalCodes);
  const { k0, k1, k2, k3 } = query.key!;
  const ofKey = { sql: 'key_0 = ? AND key_1 = ? AND key_2 = ? AND key_3 = ?', values: [k0, k1, k2, k3] };
  const long = codes.filter((code) => code >= 10);
  const short = codes.filter((code) => code < 10);
  const found: StoredLine[] = [];
  if (long.length > 0) {
    const wanted = [...filters(query), ofKey, { sql: 'kind >= 10', values: [] }, ...oneOf(long)];
    found.push(...select(db, 'journal INDEXED BY journal_of_session', wanted, query.tail, limit));
  }
  if (short.length > 0) {
    const newest = db.prepare('SELECT coalesce(max(sequence), 0) FROM journal').pluck().get() as number;
    const recent = { sql: 'sequence > ?', values: [newest - scannedRows] };
    found.push(
      ...select(db, 'journal NOT INDEXED', [...filters(query), recent, ofKey, ...oneOf(short)], query.tail, limit),
    );
  }
  const direction = query.tail ? -1 : 1;
  return found.sort((a, b) => direction * (a.sequence - b.sequence)).slice(0, limit);
}

function filters({ afterSequence, sinceMs, untilMs, pool, backendId }: JournalQuery): Filter[] {
  return [
    { sql: 'sequence > ?', values: [afterSequence] },
    ...(sinceMs === undefined ? [] : [{ sql: 'at_ms >= ?', values: [sinceMs] }]),
    ...(untilMs === undefined ? [] : [{ sql: 'at_ms < ?', values: [untilMs] }]),
    ...(pool === undefined ? [] : [{ sql: 'pool = ?', values: [pool] }]),
    ...(backendId === undefined ? [] : [{ sql: 'backend_id = ?', values: [backendId] }]),
  ];
}

/** None for any kind. */
function oneOf(codes: readonly number[] | undefined): Filter[] {
  return codes === undefined ? [] : [{ sql: `kind IN (${codes.map(() => '?').join(', ')})`, values: codes }];
}

function select(db: Database.Database, from: string, wanted: readonly Filter[], tail: boolean, limit: number) {
  const where = wanted.map(({ sql }) => sql).join(' AND ');
  const sql = `SELECT * FROM ${from} WHERE ${where} ORDER BY sequence ${tail ? 'DESC' : 'ASC'} LIMIT ?`;
  return db.prepare(sql).all(...wanted.flatMap(({ values }) => values), limit) as StoredLine[];
}
