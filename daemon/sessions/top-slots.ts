/** The `most` slots that come first by a number, smallest first; ties by slot. A heap with the last one on top. */
export class TopSlots {
  readonly #most: number;
  readonly #heap: { readonly by: number; readonly slot: number }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(slot: number, by: number): void {
    const heap = this.#heap;
    const entry = { by, slot };
    if (heap.length < this.#most) {
      heap.push(entry);
      this.#up(heap.length - 1);
    } else if (isLater(heap[0]!, entry)) {
      heap[0] = entry;
      this.#down();
    }
  }

  inOrder(): number[] {
    return [...this.#heap].sort((a, b) => a.by - b.by || a.slot - b.slot).map(({ slot }) => slot);
  }

  #up(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isLater(heap[at]!, heap[parent]!)) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #down(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      let last = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isLater(heap[child]!, heap[last]!)) last = child;
      }
      if (last === at) return;
      [heap[at], heap[last]] = [heap[last]!, heap[at]!];
      at = last;
    }
  }
}

function isLater(a: { by: number; slot: number }, b: { by: number; slot: number }): boolean {
  return a.by > b.by || (a.by === b.by && a.slot > b.slot);
}
