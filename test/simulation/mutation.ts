/** A fault put into lbd on purpose. A simulation that does not find it would not find its like. */
export interface Mutation {
  readonly name: string;
  readonly faults: readonly Fault[];
  /** The invariants that may see it first. */
  readonly breaks: readonly string[];
}

/** `original` must be in the compiled `file` exactly once. */
export interface Fault {
  /** Below daemon/, without its ending. */
  readonly file: string;
  readonly original: string;
  readonly mutated: string;
}

export const fault = (file: string, original: string, mutated: string): Fault => ({ file, original, mutated });
