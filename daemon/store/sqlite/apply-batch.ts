import type Database from 'better-sqlite3';
import { op } from './batch.ts';
import { type ControlRows, controlWriter } from './control-rows.ts';
import { eventWriter } from './journal-rows.ts';
import { unpacker } from './packing.ts';
import { sessionWriter } from './session-rows.ts';
import type { Committed } from './writer-messages.ts';

export interface BatchApplier {
  /** Writes a packed batch in the transaction that is open; its journal rows are numbered from `sequence + 1`. */
  apply(packed: ArrayBuffer, sequence: number): Applied;
  /** Writes where the clocks stand, and the newest number. */
  beat(clock: { leaseMs: number; wallMs: number }, sequence: number, clean: boolean): void;
}

export interface Applied extends Committed {
  readonly journalRows: number;
  /** When the batch was made. */
  readonly wallMs: number;
}

// A heartbeat costs a page: not with each commit. A restart takes the greater of it and of what the sessions say.
const beatEveryMs = 1000;

export function batchApplier(db: Database.Database): BatchApplier {
  const sessions = sessionWriter(db);
  const writeEvent = eventWriter(db);
  const control = controlWriter(db);
  const remember = db.prepare('INSERT OR REPLACE INTO ended_sessions VALUES (?, ?, ?, ?, ?)');
  const heartbeat = db.prepare(
    'UPDATE heartbeat SET lease_ms = max(lease_ms, ?), wall_ms = ?, sequence = max(sequence, ?), clean = ?',
  );
  let beatAtMs = Number.NEGATIVE_INFINITY;

  return {
    apply(packed, before) {
      const from = unpacker(packed);
      const clock = { leaseMs: from.double(), wallMs: from.double() };
      const undone: number[] = [];
      const told: (string | null)[] = [];
      let sequence = before;
      let silent = 0;
      let lastSilent = 0;
      while (!from.done) {
        const next = from.int();
        switch (next) {
          case op.claim:
            sessions.claim(from);
            writeEvent(from, ++sequence, true, null);
            break;
          case op.claimKeepingId: {
            const id = sessions.claimKeepingId(from);
            told.push(id);
            writeEvent(from, ++sequence, true, id);
            break;
          }
          case op.labels:
            sessions.labels(from);
            break;
          case op.end: {
            const happened = sessions.end(from);
            writeEvent(from, ++sequence, happened, null);
            if (!happened) undone.push(sequence);
            break;
          }
          case op.endTelling: {
            const id = sessions.endTelling(from);
            writeEvent(from, ++sequence, id !== undefined, id ?? null);
            if (id === undefined) undone.push(sequence);
            else told.push(id);
            break;
          }
          case op.remember:
            remember.run(from.int(), from.int(), from.int(), from.int(), from.double());
            break;
          case op.touch:
            sessions.touch(from);
            break;
          case op.control:
            control(JSON.parse(from.text() as string) as ControlRows);
            break;
          case op.event:
            writeEvent(from, ++sequence, true, null);
            break;
          case op.silent:
            lastSilent = ++sequence;
            silent++;
            break;
          default:
            throw new Error(`a batch with an unknown step: ${next}`);
        }
      }
      // Where the last number has no row, the heartbeat must know it, or it would be given again.
      const lastIsBlank = sequence > before && (lastSilent === sequence || undone.at(-1) === sequence);
      if (lastIsBlank || clock.leaseMs >= beatAtMs + beatEveryMs) this.beat(clock, sequence, false);
      const journalRows = sequence - before - undone.length - silent;
      return { sequence, undone, told, journalRows, wallMs: clock.wallMs };
    },
    beat({ leaseMs, wallMs }, sequence, clean) {
      heartbeat.run(leaseMs, wallMs, sequence, clean ? 1 : 0);
      beatAtMs = leaseMs;
    },
  };
}
