/** Small enough that making one is no pause, and copying none is ever needed. */
const slotsPerSheet = 4_096;

interface Sheet {
  readonly slots: Uint32Array;
  count: number;
}

/** Slots in piles by rank, a million and more: taken from the highest rank first, within a rank the latest first. */
export class SlotPile {
  readonly #byRank: Sheet[][];
  #size = 0;

  constructor(ranks: number) {
    this.#byRank = Array.from({ length: ranks }, () => []);
  }

  get size(): number {
    return this.#size;
  }

  /** @param rank 0 up to, not including, how many there are */
  add(slot: number, rank: number): void {
    const sheets = this.#byRank[rank]!;
    let sheet = sheets.at(-1);
    if (sheet === undefined || sheet.count === slotsPerSheet) {
      sheet = { slots: new Uint32Array(slotsPerSheet), count: 0 };
      sheets.push(sheet);
    }
    sheet.slots[sheet.count] = slot;
    sheet.count += 1;
    this.#size += 1;
  }

  take(count: number): number[] {
    const taken: number[] = [];
    for (let rank = this.#byRank.length - 1; rank >= 0 && taken.length < count; ) {
      const sheets = this.#byRank[rank]!;
      const sheet = sheets.at(-1);
      if (sheet === undefined) rank -= 1;
      else if (sheet.count === 0) sheets.pop();
      else {
        sheet.count -= 1;
        taken.push(sheet.slots[sheet.count]!);
      }
    }
    this.#size -= taken.length;
    return taken;
  }
}
