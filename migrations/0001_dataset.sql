-- 0001: what lbd must not forget: pools, backends, sessions, and what happened to them.
-- `*_at_ms` is wall time in milliseconds since the Unix epoch.
--
-- `last_active_ms` and `lease_ms` are on the lease clock, which runs only while lbd runs:
-- a start goes on from where `heartbeat` left it. So neither the time lbd was down nor a jump of the machine's
-- clock ever ends a session early.
--
-- There are no foreign keys: a check of each new session costs a look-up, and deleting a backend would scan all
-- sessions, for they have no index by backend. lbd holds these references itself.

PRAGMA application_id = 0x6c626431; -- "lbd1": tells this file from other programs' databases

CREATE TABLE dataset (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  dataset_id      TEXT NOT NULL,                -- names this dataset in logs and backups
  root_secret     BLOB NOT NULL CHECK (length(root_secret) = 32), -- every key is derived from it; made once, by lbd
  created_at_ms   INTEGER NOT NULL
) STRICT;

-- One row, a table of its own because it is written every second or so.
CREATE TABLE heartbeat (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  lease_ms        INTEGER NOT NULL,             -- where the lease clock stood
  wall_ms         INTEGER NOT NULL,             -- and the wall clock with it: tells how long lbd was down
  sequence        INTEGER NOT NULL,             -- a journal number given by then; numbers go on when their rows are pruned
  clean           INTEGER NOT NULL              -- 1 after an orderly stop; else the next start checks the file
) STRICT;

CREATE TABLE pools (
  name            TEXT PRIMARY KEY,
  policy          TEXT NOT NULL,
  hash_on         TEXT NOT NULL,
  idle_timeout_ms INTEGER NOT NULL,
  max_lifetime_ms INTEGER NOT NULL,             -- 0 for no bound
  unknown_id      TEXT NOT NULL,
  session_ids     TEXT NOT NULL,
  version         INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL
) STRICT;

CREATE TABLE backends (
  no              INTEGER PRIMARY KEY,          -- what sessions refer to
  pool            TEXT NOT NULL,
  id              TEXT NOT NULL,
  address         TEXT NOT NULL,
  weight          INTEGER NOT NULL,
  zone            TEXT NOT NULL,
  labels          TEXT NOT NULL,                -- a JSON object of strings
  max_sessions    INTEGER NOT NULL,             -- 0 for no limit
  admin           TEXT NOT NULL,                -- what the operator wants
  health          TEXT NOT NULL,                -- what was seen; stands until the first probe of the next run
  health_reason   TEXT NOT NULL,
  incarnation     INTEGER NOT NULL,
  kept_from       INTEGER NOT NULL,             -- sessions of an older incarnation are no longer here: breaking a million is one write
  broken_because  TEXT NOT NULL,
  drain_deadline_ms INTEGER,                    -- wall time, as the operator was told
  removed         INTEGER NOT NULL,             -- 1 for a tombstone: its incarnation must outlive it while sessions refer to it
  version         INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  UNIQUE (pool, id)                             -- an id that comes back goes on counting in its own row
) STRICT;

-- No second index: sessions are found in memory. Rows append by slot, which is ten times faster than by key.
CREATE TABLE sessions (
  slot            INTEGER PRIMARY KEY CHECK (slot BETWEEN 0 AND 16777215), -- its place in the session table
  serial          INTEGER NOT NULL,             -- tells a slot's tenants apart: a late write for the old one hits nothing
  key_0 INTEGER NOT NULL, key_1 INTEGER NOT NULL, key_2 INTEGER NOT NULL, key_3 INTEGER NOT NULL,
  session_id      TEXT,                         -- NULL where ids are sealed
  backend_no      INTEGER NOT NULL,
  incarnation     INTEGER NOT NULL,             -- of the backend when the session came to it
  generation      INTEGER NOT NULL CHECK (generation > 0),
  created_at_ms   INTEGER NOT NULL,
  last_active_ms  INTEGER NOT NULL,             -- lease clock; written only when it is much older
  idle_timeout_ms INTEGER NOT NULL,             -- 0 for the pool's
  reason          INTEGER NOT NULL              -- code of why it was assigned or moved last
) STRICT;

-- Each row commits with the change it tells.
CREATE TABLE journal (
  sequence        INTEGER PRIMARY KEY,
  at_ms           INTEGER NOT NULL,
  kind            INTEGER NOT NULL,             -- below 10 (assigned, expired) kept for a day, from 10 on for 30 days
  pool            TEXT NOT NULL,
  backend_id      TEXT NOT NULL,                -- empty where the event is about a pool
  key_0 INTEGER, key_1 INTEGER, key_2 INTEGER, key_3 INTEGER, -- NULL where it is about no session
  session         TEXT,                         -- the id, or the handle of a sealed one
  generation      INTEGER,
  reason          TEXT,
  who             TEXT NOT NULL,
  detail          TEXT
) STRICT;

-- A session's history by key. Assignments and expiries are left out: they are most rows, and an index entry at a
-- random place costs more than the row.
CREATE INDEX journal_of_session ON journal (key_0, key_1) WHERE kind >= 10 AND key_0 IS NOT NULL;
