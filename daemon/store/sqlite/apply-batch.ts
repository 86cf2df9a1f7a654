import type Database from 'better-sqlite3';
import { op } from './batch.ts';
import { type ControlRows, controlWriter } from './control-rows.ts';
import { type Unpacker, unpacker } from './packing.ts';

export interface BatchApplier {
  /** Writes a packed batch in the transaction that is open; its journal rows are numbered from `sequence + 1`. */
  apply(packed: ArrayBuffer, sequence: number): Applied;
  /** Writes where the clocks stand, and the newest number. */
  beat(clock: { leaseMs: number; wallMs: number }, sequence: number, clean: boolean): void;
}

export interface Applied {
  readonly sequence: number;
  readonly journalRows: number;
  /** When the batch was made. */
  readonly wallMs: number;
}

// A heartbeat costs a page: not with each commit. A restart takes the greater of it and of what the sessions say.
const beatEveryMs = 1000;

export function batchApplier(db: Database.Database): BatchApplier {
  // No other index and no trigger: replacing by slot is an overwrite in place, as fast as an upsert.
  const claim = db.prepare('INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const end = db.prepare('DELETE FROM sessions WHERE slot = ? AND serial = ?');
  const touch = db.prepare(
    'UPDATE sessions SET last_active_ms = ? WHERE slot = ? AND serial = ? AND last_active_ms < ?',
  );
  const event = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const heartbeat = db.prepare(
    'UPDATE heartbeat SET lease_ms = max(lease_ms, ?), wall_ms = ?, sequence = max(sequence, ?), clean = ?',
  );
  const control = controlWriter(db);
  let beatAtMs = Number.NEGATIVE_INFINITY;

  /** An event that did not come true is read, and not written. */
  function writeEvent(from: Unpacker, sequence: number, happened: boolean): void {
    const atMs = from.double();
    const kind = from.int();
    const pool = from.text();
    const backendId = from.text();
    const keyed = from.int() === 1;
    const k0 = keyed ? from.int() : null;
    const k1 = keyed ? from.int() : null;
    const k2 = keyed ? from.int() : null;
    const k3 = keyed ? from.int() : null;
    const session = from.text();
    const generation = from.int();
    const reason = from.text();
    const who = from.text();
    const detail = from.text();
    if (!happened) return;
    const generationOrNull = generation < 0 ? null : generation;
    event.run(sequence, atMs, kind, pool, backendId, k0, k1, k2, k3, session, generationOrNull, reason, who, detail);
  }

  function writeClaim(from: Unpacker): void {
    const slot = from.int();
    const serial = from.uint();
    const k0 = from.int();
    const k1 = from.int();
    const k2 = from.int();
    const k3 = from.int();
    const backendNo = from.int();
    const incarnation = from.int();
    const generation = from.int();
    const createdAtMs = from.double();
    const activeMs = from.double();
    const idleMs = from.double();
    const reason = from.int();
    const id = from.text();
    claim.run(
      slot,
      serial,
      k0,
      k1,
      k2,
      k3,
      id,
      backendNo,
      incarnation,
      generation,
      createdAtMs,
      activeMs,
      idleMs,
      reason,
    );
  }

  return {
    apply(packed, before) {
      const from = unpacker(packed);
      const clock = { leaseMs: from.double(), wallMs: from.double() };
      let sequence = before;
      let journalRows = 0;
      let told = true;
      while (!from.done) {
        const next = from.int();
        switch (next) {
          case op.claim:
            writeClaim(from);
            writeEvent(from, ++sequence, true);
            told = true;
            break;
          case op.end:
            told = end.run(from.int(), from.uint()).changes > 0;
            writeEvent(from, ++sequence, told);
            break;
          case op.touch: {
            const slot = from.int();
            const serial = from.uint();
            const lastActiveMs = from.double();
            touch.run(lastActiveMs, slot, serial, lastActiveMs);
            continue;
          }
          case op.control:
            control(JSON.parse(from.text() as string) as ControlRows);
            continue;
          case op.event:
            writeEvent(from, ++sequence, true);
            told = true;
            break;
          case op.silent:
            sequence++;
            told = false;
            break;
          default:
            throw new Error(`a batch with an unknown step: ${next}`);
        }
        if (told) journalRows++;
      }
      // Where the last number has no row, the heartbeat must know it, or it would be given again.
      if (!told || clock.leaseMs >= beatAtMs + beatEveryMs) this.beat(clock, sequence, false);
      return { sequence, journalRows, wallMs: clock.wallMs };
    },
    beat({ leaseMs, wallMs }, sequence, clean) {
      heartbeat.run(leaseMs, wallMs, sequence, clean ? 1 : 0);
      beatAtMs = leaseMs;
    },
  };
}
