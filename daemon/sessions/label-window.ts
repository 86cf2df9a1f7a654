import type { Store } from '../core/ports.ts';
import type { LabelCondition } from '../session-filter/syntax.ts';

/** Slots whose labels are asked for at once: a bit each for every condition, and few questions for a table of 10 M. */
const slotsPerWindow = 262_144;

/**
 * Which slots carry the labels that a filter asks for, one window of the table after the other. It is what was
 * committed when the window was asked for: whoever acts on it looks again by slot and serial.
 */
export class LabelWindow {
  readonly #store: Store;
  readonly #bits: Map<string, { readonly name: string; readonly value: string | undefined; readonly bits: Uint8Array }>;
  #from = 0;
  #end = 0;

  constructor(store: Store, conditions: readonly LabelCondition[]) {
    this.#store = store;
    this.#bits = new Map(
      conditions.map(({ name, value }) => [
        nameOf(name, value),
        { name, value: value === '' ? undefined : value, bits: new Uint8Array(slotsPerWindow / 8) },
      ]),
    );
  }

  /** The end of the window that begins with `slot`: everything where no label is asked for. */
  endOf(slot: number): number {
    if (this.#bits.size === 0) return Number.POSITIVE_INFINITY;
    return slot < this.#end ? this.#end : slot + slotsPerWindow;
  }

  /** To be called before the slots up to `endOf(slot)` are looked at. */
  async load(slot: number): Promise<void> {
    if (this.#bits.size === 0 || (slot >= this.#from && slot < this.#end)) return;
    const end = slot + slotsPerWindow;
    for (const { name, value, bits } of this.#bits.values()) {
      bits.fill(0);
      for (const each of await this.#store.labelled(name, value, slot, end)) {
        bits[(each - slot) >>> 3]! |= 1 << ((each - slot) & 7);
      }
    }
    this.#from = slot;
    this.#end = end;
  }

  /** Does a slot of the window that is loaded carry it? @param value empty for any */
  test(name: string, value: string): (slot: number) => boolean {
    const { bits } = this.#bits.get(nameOf(name, value))!;
    return (slot) => {
      const at = slot - this.#from;
      return (bits[at >>> 3]! & (1 << (at & 7))) !== 0;
    };
  }
}

function nameOf(name: string, value: string): string {
  return `${name}\n${value}`;
}
