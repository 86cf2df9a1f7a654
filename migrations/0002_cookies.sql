-- 0002: what a signed cookie must not bring back.
--
-- A cookie that verifies restores a session that has no row. So a session's end is remembered until every cookie of it
-- is too old, and the end of many at once by one row. `*_ms` is wall time in milliseconds since the Unix epoch.

CREATE TABLE ended_sessions (
  key_0 INTEGER NOT NULL, key_1 INTEGER NOT NULL, key_2 INTEGER NOT NULL, key_3 INTEGER NOT NULL,
  ended_at_ms     INTEGER NOT NULL,
  PRIMARY KEY (key_0, key_1, key_2, key_3)
) STRICT, WITHOUT ROWID;

CREATE TABLE cookie_fences (
  pool            TEXT NOT NULL,
  backend_id      TEXT NOT NULL,                -- empty for the whole pool
  not_before_ms   INTEGER NOT NULL,             -- cookies issued until then restore nothing here
  PRIMARY KEY (pool, backend_id)
) STRICT, WITHOUT ROWID;
