import type Database from 'better-sqlite3';
import type { Labels } from '../../core/model.ts';
import type { SlotRef } from '../../core/ports.ts';

export interface LabelQueries {
  /** Of one moment, in the order of the refs. */
  labels(refs: readonly SlotRef[]): Labels[];
  /** In order. */
  labelled(name: string, value: string | undefined, fromSlot: number, endSlot: number): Uint32Array<ArrayBuffer>;
}

export function labelQueries(db: Database.Database): LabelQueries {
  const ofTenant = db
    .prepare(
      `SELECT name, value FROM session_labels
       WHERE slot = @slot AND EXISTS (SELECT 1 FROM sessions WHERE slot = @slot AND serial = @serial) ORDER BY name`,
    )
    .raw();
  const byValue = db
    .prepare('SELECT slot FROM session_labels WHERE name = ? AND value = ? AND slot >= ? AND slot < ? ORDER BY slot')
    .pluck();
  const byName = db.prepare('SELECT slot FROM session_labels WHERE name = ? AND slot >= ? AND slot < ?').pluck();

  return {
    labels: db.transaction((refs: readonly SlotRef[]) =>
      refs.map(({ slot, serial }) => Object.fromEntries(ofTenant.all({ slot, serial }) as [string, string][])),
    ),
    labelled(name, value, fromSlot, endSlot) {
      if (value !== undefined) return Uint32Array.from(byValue.all(name, value, fromSlot, endSlot) as number[]);
      return Uint32Array.from(byName.all(name, fromSlot, endSlot) as number[]).sort();
    },
  };
}
