import type Database from 'better-sqlite3';
import { mark } from '../../core/model.ts';
import { type LabelWriter, labelWriter } from './label-rows.ts';
import type { Unpacker } from './packing.ts';

/** Writes packed changes of sessions in the transaction that is open. `readClaim` and so on: see batch.ts. */
export interface SessionWriter {
  /** An upsert by slot. */
  claim(from: Unpacker): void;
  /** The same, but the id stays the one that the session has; answers it, null where it is sealed. */
  claimKeepingId(from: Unpacker): string | null;
  labels(from: Unpacker): void;
  /** Answers false when the slot's tenant is another, or gone. */
  end(from: Unpacker): boolean;
  /** The same, but answers the id, null where it is sealed; undefined when the tenant is another, or gone. */
  endTelling(from: Unpacker): string | null | undefined;
  touch(from: Unpacker): void;
}

const claimed = 'INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const claimedKeepingId = `
  INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (slot) DO UPDATE SET
    serial = excluded.serial,
    key_0 = excluded.key_0, key_1 = excluded.key_1, key_2 = excluded.key_2, key_3 = excluded.key_3,
    session_id = CASE WHEN (key_0, key_1, key_2, key_3) = (excluded.key_0, excluded.key_1, excluded.key_2, excluded.key_3)
                 THEN session_id END,
    backend_no = excluded.backend_no, incarnation = excluded.incarnation, generation = excluded.generation,
    created_at_ms = excluded.created_at_ms, last_active_ms = excluded.last_active_ms,
    idle_timeout_ms = excluded.idle_timeout_ms, reason = excluded.reason, marks = excluded.marks
  RETURNING session_id`;
// A touch may have waited while a claim of its session went before it. The claim knows the session as late as the
// touch does, so only a later touch knows better; one of the same millisecond may add that the session came back.
const touched = `
  UPDATE sessions
  SET marks = CASE WHEN last_active_ms < @at THEN @marks ELSE marks | (@marks & ${mark.confirmed}) END, last_active_ms = @at
  WHERE slot = @slot AND serial = @serial AND last_active_ms <= @at`;

export function sessionWriter(db: Database.Database): SessionWriter {
  // No other index and no trigger: replacing by slot is an overwrite in place, as fast as an upsert.
  const claim = db.prepare(claimed);
  const claimKeepingId = db.prepare(claimedKeepingId).pluck();
  const end = db.prepare('DELETE FROM sessions WHERE slot = ? AND serial = ?');
  const endTelling = db.prepare('DELETE FROM sessions WHERE slot = ? AND serial = ? RETURNING session_id').pluck();
  const touch = db.prepare(touched);
  const labels: LabelWriter = labelWriter(db);

  return {
    claim(from) {
      const slot = from.int();
      const serial = from.uint();
      labels.claimed(slot, serial);
      const k0 = from.int();
      const k1 = from.int();
      const k2 = from.int();
      const k3 = from.int();
      const no = from.int();
      const incarnation = from.int();
      const generation = from.int();
      const createdMs = from.double();
      const activeMs = from.double();
      const idleMs = from.double();
      const reason = from.int();
      const marks = from.int();
      const id = from.text();
      claim.run(
        slot,
        serial,
        k0,
        k1,
        k2,
        k3,
        id,
        no,
        incarnation,
        generation,
        createdMs,
        activeMs,
        idleMs,
        reason,
        marks,
      );
    },
    claimKeepingId(from) {
      const slot = from.int();
      const serial = from.uint();
      labels.claimed(slot, serial);
      const key = [from.int(), from.int(), from.int(), from.int()];
      const home = [from.int(), from.int(), from.int()];
      const timesMs = [from.double(), from.double(), from.double()];
      return claimKeepingId.get(slot, serial, ...key, ...home, ...timesMs, from.int(), from.int()) as string | null;
    },
    labels(from) {
      const slot = from.int();
      for (let left = from.int(); left > 0; left--) labels.put(slot, from.text() as string, from.text() as string);
    },
    end(from) {
      const slot = from.int();
      const happened = end.run(slot, from.uint()).changes > 0;
      if (happened) labels.ended(slot);
      return happened;
    },
    endTelling(from) {
      const slot = from.int();
      const id = endTelling.get(slot, from.uint()) as string | null | undefined;
      if (id !== undefined) labels.ended(slot);
      return id;
    },
    touch(from) {
      touch.run({ slot: from.int(), serial: from.uint(), at: from.double(), marks: from.int() });
    },
  };
}
