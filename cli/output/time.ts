import { formatDuration } from '../duration.ts';

/** A google.protobuf.Timestamp or Duration as it comes off the wire. */
export interface SecondsAndNanos {
  readonly seconds?: number | string | undefined;
  readonly nanos?: number | undefined;
}

/** Milliseconds of a Timestamp (since the Unix epoch) or of a Duration. */
export function msOf(value: SecondsAndNanos | null | undefined): number {
  return Number(value?.seconds ?? 0) * 1_000 + Math.floor((value?.nanos ?? 0) / 1_000_000);
}

/** The Duration of so many milliseconds. */
export function durationOf(durationMs: number): { seconds: number; nanos: number } {
  return { seconds: Math.floor(durationMs / 1_000), nanos: (durationMs % 1_000) * 1_000_000 };
}

/** The Timestamp of a moment, in milliseconds since the Unix epoch. */
export const timestampOf = durationOf;

/** A time before or after now in words: `12s ago`, `in 29m59s`, `now`; empty when there is none. */
export function relative(time: SecondsAndNanos | null | undefined, nowMs: number): string {
  if (!time) return '';
  const distanceMs = msOf(time) - nowMs;
  const rounded = Math.round(Math.abs(distanceMs) / 1_000) * 1_000;
  if (rounded === 0) return 'now';
  return distanceMs < 0 ? `${formatDuration(rounded, 2)} ago` : `in ${formatDuration(rounded, 2)}`;
}

/** How long something took or lasts, for people: seconds are enough from one second on. */
export function span(durationMs: number): string {
  return formatDuration(durationMs < 1_000 ? durationMs : Math.round(durationMs / 1_000) * 1_000, 2);
}

/** The reader's own clock: `14:03:22`, with the date when it is another day. */
export function clockTime(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  if (time.toDateString() === new Date(nowMs).toDateString()) return clock;
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}

/** Times in RFC 3339 within a text, by the reader's own clock: nobody adds hours at 3 a.m. */
export function withClockTimes(text: string, nowMs: number): string {
  return text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => {
    const timeMs = Date.parse(time);
    return Number.isNaN(timeMs) ? time : clockTime(timeMs, nowMs);
  });
}
