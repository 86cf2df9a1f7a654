import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';

/** A session as the table has it; null where the slot is free. */
type Tenant = { readonly serial: number; readonly generation: number } | null;

interface Slot {
  /** As it was acknowledged last. */
  acknowledged: Tenant;
  /** As it may be already: asked for, and not acknowledged. */
  asked: Tenant;
}

/** Follows what the program was told, and says what a database must hold. */
export class Judge {
  readonly #slots = new Map<number, Slot>();
  acknowledged = 0;

  hear(line: string): void {
    const [what = '', slotText, serial, generation] = line.split(' ');
    const slot = this.#slots.get(Number(slotText)) ?? { acknowledged: null, asked: null };
    this.#slots.set(Number(slotText), slot);
    const tenant = what.endsWith('gone') ? null : { serial: Number(serial), generation: Number(generation) };
    slot.asked = tenant;
    if (what.startsWith('will-')) return;
    slot.acknowledged = tenant;
    this.acknowledged += 1;
  }

  /** What is wrong with the files of a crash, in words; empty when nothing is. `folder` is made, and emptied again. */
  verdicts(image: ReadonlyMap<string, Buffer>, folder: string): string[] {
    mkdirSync(folder, { recursive: true });
    try {
      for (const [path, bytes] of image) writeFileSync(join(folder, basename(path)), bytes);
      return this.#verdictsOf(join(folder, 'lbd.db'));
    } catch (error) {
      return [`it can't be opened: ${(error as Error).message}`];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  #verdictsOf(file: string): string[] {
    const db = new Database(file);
    try {
      const check = db.pragma('quick_check(1)', { simple: true });
      if (check !== 'ok') return [`it is damaged: ${check}`];
      const isMade = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'journal'").pluck().get() === 1;
      if (!isMade) return this.acknowledged === 0 ? [] : ['its tables are gone'];
      return [...this.#sessions(db), ...this.#journal(db)];
    } finally {
      db.close();
    }
  }

  #sessions(db: Database.Database): string[] {
    const rows = db.prepare('SELECT slot, serial, generation FROM sessions').all() as (Tenant & { slot: number })[];
    const bySlot = new Map(rows.map((row) => [row.slot, row]));
    return [...this.#slots].flatMap(([slot, { acknowledged, asked }]) => {
      const found = bySlot.get(slot) ?? null;
      if (same(found, acknowledged) || same(found, asked)) return [];
      return [`slot ${slot} holds ${shown(found)}, not ${shown(acknowledged)}`];
    });
  }

  /** A change and its line stand or fall together. */
  #journal(db: Database.Database): string[] {
    const newest = db.prepare(
      'SELECT generation, kind FROM journal WHERE backend_id = ? ORDER BY sequence DESC LIMIT 1',
    );
    const row = db.prepare('SELECT generation FROM sessions WHERE slot = ?').pluck();
    return [...this.#slots.keys()].flatMap((slot) => {
      const generation = (row.get(slot) as number | undefined) ?? null;
      const line = newest.get(`web-${slot}`) as { generation: number | null; kind: number } | undefined;
      const told = line === undefined || line.generation === null ? null : line.generation;
      return told === generation ? [] : [`slot ${slot} has generation ${generation}, and the journal tells ${told}`];
    });
  }
}

function same(a: Tenant, b: Tenant): boolean {
  return a === null || b === null ? a === b : a.serial === b.serial && a.generation === b.generation;
}

function shown(tenant: Tenant): string {
  return tenant === null ? 'nobody' : `tenant ${tenant.serial} of generation ${tenant.generation}`;
}
