import type { DurationMs } from '../core/model.ts';

/** An even number in [0, 1). */
export type Chance = () => number;

const jitter = 0.1;
const fasterBy = 5;
/** First looks follow each other so: a thousand backends are all seen within a second, and no burst begins it. */
const firstLooksApartMs: DurationMs = 1;

/** How long the `nth` backend of those that were found at once waits for its first look. */
export function firstDelayMs(nth: number): DurationMs {
  return nth * firstLooksApartMs;
}

/**
 * From the beginning of one look to the next: the interval give or take a tenth, a fifth of it while health is changing.
 * The second look comes at any moment of its interval, so that those found at once do not stay together.
 */
export function nextDelayMs(
  intervalMs: DurationMs,
  { isChanging, looks }: { readonly isChanging: boolean; readonly looks: number },
  chance: Chance,
): DurationMs {
  const fullMs = isChanging ? intervalMs / fasterBy : intervalMs;
  return looks === 1 ? fullMs * (jitter + (1 - jitter) * chance()) : fullMs * (1 + jitter * (2 * chance() - 1));
}
