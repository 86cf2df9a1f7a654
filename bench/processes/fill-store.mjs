// Fills a data folder, which lbd has made and left, with sessions: `fill-store.mjs FOLDER COUNT SHAPE`. The first thousand
// are made by the engine; the rest are rows like them with random keys, and a line in the journal each, up to its bound.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startEngine } from '../../dist/daemon/engine.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { defaultJournalBounds } from '../../dist/daemon/store/sqlite/journal-pruner.js';
import { openSqliteStore } from '../../dist/daemon/store/sqlite/sqlite-store.js';
import { wishFor } from './wish.mjs';

const [directory, countText, shape = 'spread'] = process.argv.slice(2);
const count = Number(countText);
const asClients = 1_000;
const labelledOneIn = 900; // a full page and some in each million
/** On the last backend are a thousand sessions in all, far apart. */
const rare = 1_000;

const store = openSqliteStore({ directory, durability: 'normal' });
const engine = await startEngine(store, {
  sessionLimit: count,
  sweepSliceSlots: 16_384,
  clockFrom: (leaseMs) => new LeaseClock(leaseMs),
});
await Promise.all(Array.from({ length: asClients }, (_, i) => engine.routing.route(wishFor(`session-${i}`))));
const backends = engine.backends.list('default').length;
await store.close();

const backendNo = {
  /** All on the first. */
  one: '1',
  /** Alike on all but the last, where only a few are. */
  spread: `CASE WHEN slot % ${Math.floor(count / rare)} = 7 THEN ${backends} ELSE 1 + slot % ${backends - 1} END`,
}[shape];

const db = new Database(join(directory, 'lbd.db'));
db.pragma('synchronous = OFF');
db.pragma('journal_mode = WAL');
db.exec(`
  BEGIN;
  CREATE TEMP TABLE one AS SELECT * FROM sessions LIMIT 1;
  WITH RECURSIVE slots (slot) AS (SELECT ${asClients} UNION ALL SELECT slot + 1 FROM slots WHERE slot + 1 < ${count})
  INSERT INTO sessions
    SELECT slot, slot + 1, ${Array.from({ length: 4 }, () => 'random() % 2147483648').join(', ')}, 'session-' || slot,
           ${backendNo}, (SELECT incarnation FROM backends WHERE no = ${backendNo}), 1,
           created_at_ms, last_active_ms, 0, reason, CASE WHEN slot % ${labelledOneIn} = 0 THEN 8 ELSE 0 END
    FROM slots, (SELECT created_at_ms, last_active_ms, reason FROM one);
  INSERT INTO session_labels SELECT 'team', 'red', slot FROM sessions WHERE marks = 8;
  INSERT INTO journal
    SELECT (SELECT max(sequence) FROM journal) + 1 + slot - ${asClients}, created_at_ms, 1, 'default',
           (SELECT id FROM backends WHERE no = backend_no), key_0, key_1, key_2, key_3, session_id, 1, 'new', 'router', NULL
    FROM sessions WHERE slot >= ${asClients} ORDER BY slot LIMIT ${defaultJournalBounds.rows};
  COMMIT;
`);
db.pragma('wal_checkpoint(TRUNCATE)');
db.close();
process.stdout.write(JSON.stringify({ sessions: count }));
process.exit(0);
