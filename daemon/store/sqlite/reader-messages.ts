export type ReaderRequest = { readonly id: number } & ReaderQuestion;

export type ReaderQuestion =
  /** Answered by `(string | null)[]`. */
  | { readonly kind: 'session-ids'; readonly refs: readonly { slot: number; serial: number }[] }
  /** SQLite's `quick_check`: answered by `ok`, or by what is wrong. */
  | { readonly kind: 'check' };

export interface ReaderAnswer {
  readonly id: number;
  readonly value?: unknown;
  /** Why there is no value. */
  readonly error?: string;
}
