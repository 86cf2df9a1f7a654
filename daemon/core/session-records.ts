import type { InstantMs, SessionKey } from './model.ts';

/**
 * One fixed record of 48 bytes a slot, in chunks, so that growth copies nothing and a look-up touches one or two
 * cache lines. The words of a record:
 *
 *   0-3   key                     7   serial
 *   4     backend number          8   last-active time, low 32 bits
 *   5     incarnation             9   create time, low 32 bits
 *   6     generation              10  11 high bits of each time, 6 flags, 4 bits of reason
 *                                 11  last-active time as stored, whole seconds
 *
 * Times are milliseconds below 2^42 (the year 2109). A free record keeps the next free slot in word 0.
 */
const wordsPerSlot = 12;
const chunkBits = 14; // 16,384 slots, 768 KiB: small enough that zeroing one is no pause
const chunkMask = (1 << chunkBits) - 1;
const two32 = 2 ** 32;
const highBits = 10;
const high = (1 << highBits) - 1;

/** Slots are below this: an index entry keeps a slot in 24 bits and needs two values for itself. */
export const slotLimit = 2 ** 24 - 2;

export const flag = {
  live: 1 << 20,
  /** A change of this session waits for its commit. */
  busy: 1 << 21,
  /** Its idle timeout is its own, not the pool's. */
  shortLease: 1 << 22,
  /** Its last-active time or its marks wait to be written. */
  touchQueued: 1 << 23,
} as const;

const markShift = 24;
const reasonShift = 28;

export class SessionRecords {
  readonly #chunks: Int32Array[] = [];
  #highWater = 0;
  #firstFree = -1;
  #allocated = 0;

  /** Slots ever used: every live slot is below. */
  get highWater(): number {
    return this.#highWater;
  }

  /** Slots in use, those reserved for claims in flight among them. */
  get allocated(): number {
    return this.#allocated;
  }

  get byteLength(): number {
    return this.#chunks.length * (chunkMask + 1) * wordsPerSlot * 4;
  }

  /** A slot for a new session; it is not live yet. -1 when there is none left. */
  allocate(): number {
    const free = this.#firstFree;
    if (free >= 0) {
      this.#firstFree = this.#word(free, 0);
      this.#allocated += 1;
      return free;
    }
    if (this.#highWater >= slotLimit) return -1;
    const slot = this.#highWater;
    this.#extendTo(slot + 1);
    this.#allocated += 1;
    return slot;
  }

  /** Takes one slot by number, at load. Slots that are passed over become free by `reclaimGaps`. */
  occupy(slot: number): void {
    if (slot >= this.#highWater) this.#extendTo(slot + 1);
    this.#allocated += 1;
  }

  /** After load: every slot that is not live is free, the lowest first. */
  reclaimGaps(): void {
    this.#firstFree = -1;
    for (let slot = this.#highWater - 1; slot >= 0; slot -= 1) if (!this.has(slot, flag.live)) this.#pushFree(slot);
  }

  /** Gives a slot back; whatever was in it is gone. */
  release(slot: number): void {
    this.#pushFree(slot);
    this.#allocated -= 1;
  }

  /** Writes a whole record and makes it live, with no other flag. */
  put(
    slot: number,
    key: SessionKey,
    serial: number,
    backendNo: number,
    incarnation: number,
    generation: number,
    createdAtMs: InstantMs,
    lastActiveMs: InstantMs,
    storedSeconds: number,
    reasonCode: number,
    marks: number,
  ): void {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    chunk[at] = key.k0;
    chunk[at + 1] = key.k1;
    chunk[at + 2] = key.k2;
    chunk[at + 3] = key.k3;
    chunk[at + 4] = backendNo;
    chunk[at + 5] = incarnation;
    chunk[at + 6] = generation;
    chunk[at + 7] = serial;
    chunk[at + 8] = lastActiveMs | 0;
    chunk[at + 9] = createdAtMs | 0;
    chunk[at + 10] =
      Math.floor(lastActiveMs / two32) |
      (Math.floor(createdAtMs / two32) << highBits) |
      flag.live |
      (marks << markShift) |
      (reasonCode << reasonShift);
    chunk[at + 11] = storedSeconds;
  }

  holdsKey(slot: number, key: SessionKey): boolean {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    return chunk[at] === key.k0 && chunk[at + 1] === key.k1 && chunk[at + 2] === key.k2 && chunk[at + 3] === key.k3;
  }

  key(slot: number): SessionKey {
    return { k0: this.#word(slot, 0), k1: this.#word(slot, 1), k2: this.#word(slot, 2), k3: this.#word(slot, 3) };
  }

  /** First word of the key: what the index hashes by. */
  k0(slot: number): number {
    return this.#word(slot, 0);
  }

  backendNo(slot: number): number {
    return this.#word(slot, 4);
  }

  incarnation(slot: number): number {
    return this.#word(slot, 5);
  }

  generation(slot: number): number {
    return this.#word(slot, 6);
  }

  /** Unsigned 32 bits. */
  serial(slot: number): number {
    return this.#word(slot, 7) >>> 0;
  }

  lastActiveMs(slot: number): InstantMs {
    return (this.#word(slot, 10) & high) * two32 + (this.#word(slot, 8) >>> 0);
  }

  createdAtMs(slot: number): InstantMs {
    return ((this.#word(slot, 10) >>> highBits) & high) * two32 + (this.#word(slot, 9) >>> 0);
  }

  reasonCode(slot: number): number {
    return this.#word(slot, 10) >>> reasonShift;
  }

  storedSeconds(slot: number): number {
    return this.#word(slot, 11) >>> 0;
  }

  /** Bits of `mark`. */
  marks(slot: number): number {
    return (this.#word(slot, 10) >>> markShift) & 15;
  }

  setMarks(slot: number, marks: number): void {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    chunk[at + 10] = (chunk[at + 10]! & ~(15 << markShift)) | (marks << markShift);
  }

  setLastActive(slot: number, atMs: InstantMs): void {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    chunk[at + 8] = atMs | 0;
    chunk[at + 10] = (chunk[at + 10]! & ~high) | Math.floor(atMs / two32);
  }

  setCreatedAt(slot: number, atMs: InstantMs): void {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    chunk[at + 9] = atMs | 0;
    chunk[at + 10] = (chunk[at + 10]! & ~(high << highBits)) | (Math.floor(atMs / two32) << highBits);
  }

  setStoredSeconds(slot: number, seconds: number): void {
    this.#chunk(slot)[(slot & chunkMask) * wordsPerSlot + 11] = seconds;
  }

  has(slot: number, bit: number): boolean {
    return (this.#word(slot, 10) & bit) !== 0;
  }

  set(slot: number, bit: number): void {
    this.#chunk(slot)[(slot & chunkMask) * wordsPerSlot + 10]! |= bit;
  }

  clear(slot: number, bit: number): void {
    this.#chunk(slot)[(slot & chunkMask) * wordsPerSlot + 10]! &= ~bit;
  }

  /**
   * The first live slot from `from` on, below `end`, whose backend is wanted; `end` where there is none. Reads two words
   * of each record, so that a walk over ten million costs what their memory costs.
   *
   * @param wanted by backend number; a number beyond it is wanted. Null for any
   */
  nextLive(from: number, end: number, wanted: Uint8Array | null): number {
    const stop = Math.min(end, this.#highWater);
    for (let slot = from; slot < stop; ) {
      const chunk = this.#chunk(slot);
      const chunkEnd = Math.min(stop, (slot | chunkMask) + 1);
      for (let at = (slot & chunkMask) * wordsPerSlot; slot < chunkEnd; slot += 1, at += wordsPerSlot) {
        if ((chunk[at + 10]! & flag.live) !== 0 && (wanted === null || wanted[chunk[at + 4]!] !== 0)) return slot;
      }
    }
    return end;
  }

  #chunk(slot: number): Int32Array {
    return this.#chunks[slot >>> chunkBits]!;
  }

  #word(slot: number, word: number): number {
    return this.#chunks[slot >>> chunkBits]![(slot & chunkMask) * wordsPerSlot + word]!;
  }

  #pushFree(slot: number): void {
    const chunk = this.#chunk(slot);
    const at = (slot & chunkMask) * wordsPerSlot;
    chunk[at] = this.#firstFree;
    chunk[at + 10] = 0;
    this.#firstFree = slot;
  }

  #extendTo(slots: number): void {
    while (this.#chunks.length << chunkBits < slots) {
      this.#chunks.push(new Int32Array((chunkMask + 1) * wordsPerSlot));
    }
    this.#highWater = Math.max(this.#highWater, slots);
  }
}
