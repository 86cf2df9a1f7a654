import { parseDuration } from './duration.ts';

// RFC 3339, with `T` or a blank; without an offset it is the reader's own time, as the tables show it.
const instant = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/**
 * Milliseconds since the Unix epoch of a moment as people type it: `15m` (so long ago), `2026-05-01T12:00:00Z`, or
 * `2026-05-01 14:00`, `2026-05-01` and `14:03` (the last time it was so late) by the clock of the one who types.
 *
 * @throws Error with what is wrong and an example; the caller names the flag
 */
export function parseInstant(text: string, nowMs: number): number {
  if (instant.test(text)) {
    const timeMs = new Date(text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`).getTime();
    if (Number.isFinite(timeMs)) return timeMs;
  }
  const time = clock.exec(text);
  if (time) {
    const today = new Date(nowMs);
    today.setHours(Number(time[1]), Number(time[2]), Number(time[3] ?? 0), 0);
    if (today.getTime() > nowMs) today.setDate(today.getDate() - 1);
    return today.getTime();
  }
  try {
    return nowMs - parseDuration(text);
  } catch {
    throw new Error(
      `${JSON.stringify(text)} is no moment: write how long ago it was, like 15m or 2h, or 14:03, or 2026-05-01T12:00:00Z`,
    );
  }
}
