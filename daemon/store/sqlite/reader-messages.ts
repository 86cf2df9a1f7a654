import type { JournalQuery, SlotRef } from '../../core/ports.ts';

export type ReaderRequest = { readonly id: number } & ReaderQuestion;

export type ReaderQuestion =
  /** Answered by `(string | null)[]`. */
  | { readonly kind: 'session-ids'; readonly refs: PackedRefs }
  /** Answered by `Labels[]`. */
  | { readonly kind: 'labels'; readonly refs: PackedRefs }
  /** Answered by a Uint32Array, transferred. */
  | {
      readonly kind: 'labelled';
      readonly name: string;
      readonly value: string | undefined;
      readonly fromSlot: number;
      readonly endSlot: number;
    }
  /** Answered by a `JournalPage`. */
  | { readonly kind: 'events'; readonly query: JournalQuery }
  /** Writes a copy to a new file; goes on beside other questions. */
  | { readonly kind: 'copy'; readonly to: string }
  /** SQLite's `quick_check`: answered by `ok`, or by what is wrong. */
  | { readonly kind: 'check' };

/** Slot and serial by turns: a thousand objects would cost a message to another thread a millisecond. */
export type PackedRefs = Uint32Array;

export function packRefs(refs: readonly SlotRef[]): PackedRefs {
  const packed = new Uint32Array(refs.length * 2);
  for (const [i, { slot, serial }] of refs.entries()) packed.set([slot, serial], i * 2);
  return packed;
}

export function unpackRefs(packed: PackedRefs): SlotRef[] {
  return Array.from({ length: packed.length / 2 }, (_, i) => ({ slot: packed[i * 2]!, serial: packed[i * 2 + 1]! }));
}

export interface ReaderAnswer {
  readonly id: number;
  readonly value?: unknown;
  /** Why there is no value. */
  readonly error?: string;
  /** Of SQLite or the file system; empty when it is neither. */
  readonly code?: string;
}
