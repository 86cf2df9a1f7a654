import type Database from 'better-sqlite3';

/** Keeps labels with their sessions, in the transaction that is open. Sessions without labels cost no look. */
export interface LabelWriter {
  /** Before a claim is written: what a former tenant of the slot had is taken away. */
  claimed(slot: number, serial: number): void;
  ended(slot: number): void;
  /** An empty value takes the label away. */
  put(slot: number, name: string, value: string): void;
}

export function labelWriter(db: Database.Database): LabelWriter {
  const tenant = db.prepare('SELECT serial FROM sessions WHERE slot = ?').pluck();
  const insert = db.prepare('INSERT INTO session_labels VALUES (?, ?, ?)');
  const remove = db.prepare('DELETE FROM session_labels WHERE slot = ? AND name = ?');
  const removeAll = db.prepare('DELETE FROM session_labels WHERE slot = ?');
  const labelled = slotSet();
  for (const slots of labelledSlots(db)) for (const slot of slots) labelled.add(slot);

  return {
    claimed(slot, serial) {
      if (labelled.has(slot) && tenant.get(slot) !== serial) removeAll.run(slot);
    },
    ended(slot) {
      if (labelled.has(slot)) removeAll.run(slot);
    },
    put(slot, name, value) {
      if (labelled.has(slot)) remove.run(slot, name);
      if (value === '') return;
      labelled.add(slot);
      insert.run(name, value, slot);
    },
  };
}

interface SlotSet {
  add(slot: number): void;
  has(slot: number): boolean;
}

/**
 * Slots that ever had a label, a bit each: 2 MB for all. None is ever taken out, for a transaction that is rolled back
 * would bring its labels back; a slot too many costs one look.
 */
function slotSet(): SlotSet {
  let bits: Uint8Array | undefined;
  return {
    add(slot) {
      bits ??= new Uint8Array(2 ** 24 / 8);
      bits[slot >>> 3]! |= 1 << (slot & 7);
    },
    has: (slot) => bits !== undefined && (bits[slot >>> 3]! & (1 << (slot & 7))) !== 0,
  };
}

const slotsAtATime = 4096;

function* labelledSlots(db: Database.Database): Generator<number[]> {
  const after = db
    .prepare(`SELECT DISTINCT slot FROM session_labels WHERE slot > ? ORDER BY slot LIMIT ${slotsAtATime}`)
    .pluck();
  for (let slot = -1; ; ) {
    const slots = after.all(slot) as number[];
    yield slots;
    if (slots.length < slotsAtATime) return;
    slot = slots[slotsAtATime - 1] as number;
  }
}
