import type { SessionKey } from './model.ts';
import type { SessionRecords } from './session-records.ts';

/**
 * Finds a slot by its 128-bit key: open addressing with linear probing over 32-bit entries.
 *
 * An entry is 8 bits of the key's second word and the slot + 1 in 24 bits; 0 is empty. The 8 bits spare most look-ups
 * the record of a stranger. Keys are keyed hashes, so their own bits place them; nobody outside can aim.
 *
 * Growth doubles the entries without a stop: the old ones stay readable and move over a few at each change. An entry
 * of the old table that is removed meanwhile becomes `gone`, so that no copy of it revives.
 */
const gone = -1;
const movedPerChange = 16; // ends a move long before the next is due: a doubling leaves room for 10 of 16 of the old size

export class KeyIndex {
  readonly #records: SessionRecords;
  #entries: Int32Array;
  #mask: number;
  #size = 0;
  #old: Int32Array | null = null;
  #moved = 0;

  constructor(records: SessionRecords, expected: number) {
    this.#records = records;
    let capacity = 1024;
    while (capacity * 5 < expected * 8) capacity *= 2;
    this.#entries = new Int32Array(capacity);
    this.#mask = capacity - 1;
  }

  get size(): number {
    return this.#size;
  }

  get byteLength(): number {
    return this.#entries.byteLength + (this.#old?.byteLength ?? 0);
  }

  /** The slot that holds `key`, or -1. */
  find(key: SessionKey): number {
    const slot = this.#slotAt(this.#entries, this.#positionOf(this.#entries, this.#mask, key));
    if (slot >= 0 || this.#old === null) return slot;
    return this.#slotAt(this.#old, this.#positionOf(this.#old, this.#old.length - 1, key));
  }

  /** The key must not be in the index yet, and the record must hold it already. */
  insert(key: SessionKey, slot: number): void {
    if ((this.#size + 1) * 8 > this.#entries.length * 5) this.#grow();
    this.#place(key.k0, entryOf(key.k1, slot));
    this.#size += 1;
    this.#moveSome();
  }

  /** The record must still hold the key. */
  remove(key: SessionKey): void {
    let found = false;
    const position = this.#positionOf(this.#entries, this.#mask, key);
    if (position >= 0) {
      this.#closeGap(position);
      found = true;
    }
    if (this.#old !== null) {
      const before = this.#positionOf(this.#old, this.#old.length - 1, key);
      if (before >= 0) {
        this.#old[before] = gone;
        found = true;
      }
    }
    if (found) this.#size -= 1;
    this.#moveSome();
  }

  #positionOf(entries: Int32Array, mask: number, key: SessionKey): number {
    const mark = key.k1 >>> 24;
    for (let i = key.k0 & mask; ; i = (i + 1) & mask) {
      const entry = entries[i]!;
      if (entry === 0) return -1;
      if (entry >>> 24 === mark && entry !== gone && this.#records.holdsKey((entry & 0xffffff) - 1, key)) return i;
    }
  }

  #slotAt(entries: Int32Array, position: number): number {
    return position < 0 ? -1 : (entries[position]! & 0xffffff) - 1;
  }

  #place(k0: number, entry: number): void {
    let i = k0 & this.#mask;
    while (this.#entries[i] !== 0) i = (i + 1) & this.#mask;
    this.#entries[i] = entry;
  }

  // Knuth's algorithm R (The Art of Computer Programming 3, 6.4): later entries of the run move back over the gap.
  #closeGap(position: number): void {
    const entries = this.#entries;
    const mask = this.#mask;
    let gap = position;
    for (let i = (gap + 1) & mask; ; i = (i + 1) & mask) {
      const entry = entries[i]!;
      if (entry === 0) break;
      const home = this.#records.k0((entry & 0xffffff) - 1) & mask;
      if (((i - home) & mask) >= ((i - gap) & mask)) {
        entries[gap] = entry;
        gap = i;
      }
    }
    entries[gap] = 0;
  }

  #grow(): void {
    while (this.#old !== null) this.#moveSome();
    this.#old = this.#entries;
    this.#moved = 0;
    this.#entries = new Int32Array(this.#old.length * 2);
    this.#mask = this.#entries.length - 1;
  }

  #moveSome(): void {
    const old = this.#old;
    if (old === null) return;
    const end = Math.min(this.#moved + movedPerChange, old.length);
    for (let i = this.#moved; i < end; i += 1) {
      const entry = old[i]!;
      if (entry === 0 || entry === gone) continue;
      this.#place(this.#records.k0((entry & 0xffffff) - 1), entry);
      old[i] = gone;
    }
    this.#moved = end;
    if (end === old.length) this.#old = null;
  }
}

function entryOf(k1: number, slot: number): number {
  return (k1 & 0xff000000) | (slot + 1);
}
