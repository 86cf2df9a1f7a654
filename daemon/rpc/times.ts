import type { Duration__Output } from '../../proto/generated/google/protobuf/Duration.ts';
import type { Timestamp, Timestamp__Output } from '../../proto/generated/google/protobuf/Timestamp.ts';
import { invalid } from '../core/errors.ts';
import type { DurationMs, WallMs } from '../core/model.ts';

export interface DurationBounds {
  readonly minMs: DurationMs;
  readonly maxMs: DurationMs;
  /** The same for people. */
  readonly words: string;
}

/** How long a session may stay unseen, or live in all. */
export const leaseBounds: DurationBounds = { minMs: 1, maxMs: 365 * 86_400_000, words: '1 ms to 365 days' };
/** How long the sessions of a draining backend may stay. */
export const drainBounds: DurationBounds = { minMs: 0, maxMs: 86_400_000, words: '0 s to 24 h' };

/**
 * Whole milliseconds; a fraction of one counts as one, so that nothing ends before its time.
 *
 * @throws LbError `invalid-argument` when the signs or the nanos break the rules of google.protobuf.Duration
 */
export function durationMsOf({ seconds, nanos }: Duration__Output, field: string, bounds: DurationBounds): DurationMs {
  if (Math.abs(nanos) > 999_999_999 || (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0)) {
    throw invalid(field, `is no duration: nanos must be under 10^9 and of the sign of seconds, not ${nanos}`);
  }
  const wholeMs = seconds * 1_000 + Math.ceil(nanos / 1_000_000);
  // At the upper bound a nanosecond is lost in a double, at the lower one it is not.
  if (seconds * 1_000 + nanos / 1_000_000 < bounds.minMs || wholeMs > bounds.maxMs) {
    throw invalid(field, `must be ${bounds.words}, not ${seconds + nanos / 1_000_000_000} s`);
  }
  return wholeMs;
}

export function isZero({ seconds, nanos }: Duration__Output): boolean {
  return seconds === 0 && nanos === 0;
}

/** Also a google.protobuf.Duration, which has the same shape. Whole milliseconds, never negative. */
export function timestamp(ms: WallMs | DurationMs): Timestamp {
  const seconds = Math.floor(ms / 1_000);
  return { seconds, nanos: Math.floor(ms - seconds * 1_000) * 1_000_000 };
}

/** @throws LbError `invalid-argument` before the year 1 or after 9999, as google.protobuf.Timestamp has it */
export function wallMsOf({ seconds, nanos }: Timestamp__Output, field: string): WallMs {
  if (nanos < 0 || nanos > 999_999_999 || seconds < -62_135_596_800 || seconds > 253_402_300_799) {
    throw invalid(field, `is no time: seconds ${seconds}, nanos ${nanos}`);
  }
  return seconds * 1_000 + Math.floor(nanos / 1_000_000);
}
