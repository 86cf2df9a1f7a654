import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { journalCodes } from '../../daemon/store/sqlite/journal-kinds.ts';
import { type JournalBounds, journalPruner } from '../../daemon/store/sqlite/journal-pruner.ts';
import { migrate } from '../../daemon/store/sqlite/migrate.ts';

type Kind = keyof typeof journalCodes;
const bounds: JournalBounds = { shortMs: 100, longMs: 1_000, rows: 10_000 };

function aJournal(wishes: Partial<JournalBounds> = {}) {
  const db = new Database(':memory:');
  migrate(db, ':memory:', 0);
  const insert = db.prepare(
    "INSERT INTO journal (at_ms, kind, pool, backend_id, who) VALUES (?, ?, 'default', 'web-1', 'lbd')",
  );
  const pruner = journalPruner(db, { ...bounds, ...wishes });
  return {
    /** `count` rows of each kind in turn, all of one time. */
    write(atMs: number, count: number, ...kinds: Kind[]): void {
      for (let i = 0; i < count; i++) for (const kind of kinds) insert.run(atMs, journalCodes[kind]);
      pruner.inserted(count * kinds.length);
    },
    /** Answers in how many slices it came to an end. */
    prune(wallMs: number): number {
      let slices = 0;
      while (pruner.prune(wallMs)) slices++;
      return slices;
    },
    /** Rows by kind. */
    left(): Record<string, number> {
      const rows = db.prepare('SELECT kind, count(*) AS rows FROM journal GROUP BY kind').all() as {
        kind: number;
        rows: number;
      }[];
      const names = new Map<number, string>(Object.entries(journalCodes).map(([name, code]) => [code, name]));
      return Object.fromEntries(rows.map(({ kind, rows: count }) => [names.get(kind), count]));
    },
  };
}

describe('the journal', () => {
  test('lets go of assigned and expired after the short time, and of everything after the long one', () => {
    const journal = aJournal();
    journal.write(0, 400, 'assigned', 'moved', 'expired', 'ended');
    journal.write(60, 5, 'assigned', 'drained');

    journal.prune(90);
    expect(journal.left()).toEqual({ assigned: 405, moved: 400, expired: 400, ended: 400, drained: 5 });
    journal.prune(101);
    expect(journal.left()).toEqual({ assigned: 5, moved: 400, ended: 400, drained: 5 });
    journal.prune(161);
    expect(journal.left()).toEqual({ moved: 400, ended: 400, drained: 5 });
    journal.prune(1_001);
    expect(journal.left()).toEqual({ drained: 5 });
    journal.prune(1_061);
    expect(journal.left()).toEqual({});
  });

  test('is pruned 500 rows at a time, so that nobody waits long', () => {
    const journal = aJournal();
    journal.write(0, 1_600, 'assigned');
    expect(journal.prune(200)).toBe(4);
    expect(journal.prune(200)).toBe(0);
  });

  test('goes on after a slice that had nothing to delete', () => {
    const journal = aJournal();
    journal.write(0, 1_200, 'moved');
    journal.write(0, 10, 'assigned');
    journal.prune(200);
    expect(journal.left()).toEqual({ moved: 1_200 });
  });

  test('over its bound in rows lets old assignments go before anything else', () => {
    const journal = aJournal({ rows: 3_000 });
    journal.write(0, 2_000, 'assigned', 'moved');
    journal.prune(0);
    expect(journal.left()).toEqual({ assigned: 1_000, moved: 2_000 });
  });

  test('over its bound with nothing but what is kept for long lets the oldest go', () => {
    const journal = aJournal({ rows: 1_000 });
    journal.write(0, 2_400, 'moved');
    journal.prune(0);
    expect(journal.left()).toEqual({ moved: 900 });
  });
});
