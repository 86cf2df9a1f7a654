import type { JournalLine, JournalPage, JournalQuery } from '../../core/ports.ts';

const maxLines = 1000;

/** What SQLite answers, by a look at every line. */
export function pageOf(journal: readonly JournalLine[], query: JournalQuery): JournalPage {
  const found = journal.filter((line) => matches(line, query));
  const limit = Math.max(0, Math.min(maxLines, Math.trunc(query.limit)));
  return {
    lines: query.tail ? found.slice(Math.max(0, found.length - limit)) : found.slice(0, limit),
    more: !query.tail && found.length > limit,
    oldestSequence: journal[0]?.sequence ?? 0,
  };
}

function matches(line: JournalLine, query: JournalQuery): boolean {
  const { afterSequence, sinceMs, untilMs, pool, backendId, key, kinds } = query;
  if (line.sequence <= afterSequence) return false;
  if (sinceMs !== undefined && line.atMs < sinceMs) return false;
  if (untilMs !== undefined && line.atMs >= untilMs) return false;
  if (pool !== undefined && line.pool !== pool) return false;
  if (backendId !== undefined && line.backendId !== backendId) return false;
  if (kinds !== undefined && !kinds.includes(line.kind)) return false;
  if (key === undefined) return true;
  return line.key?.k0 === key.k0 && line.key.k1 === key.k1 && line.key.k2 === key.k2 && line.key.k3 === key.k3;
}
