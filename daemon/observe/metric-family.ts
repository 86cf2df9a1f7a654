import type { Distribution } from '../core/ports.ts';

/**
 * One metric: its name, what it means, and how today's values are read from the sources. Read at a scrape and at no
 * other time: what serves requests counts in plain numbers, or not at all.
 */
export interface MetricFamily<Source> {
  /** With its unit last, in base units; a counter ends with `_total`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** One sentence: the unit, and what a value that surprises means. */
  readonly help: string;
  /** Never a session: each label's values are few, and known or bounded. */
  readonly labels: readonly string[];
  /** `labelValues` in the order of `labels`; the same values are given once at most. */
  readonly read: (source: Source, put: PutValue) => void;
}

export type PutValue = (value: number | Distribution, ...labelValues: readonly string[]) => void;
