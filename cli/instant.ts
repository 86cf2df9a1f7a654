import { parseDuration } from './duration.ts';

// RFC 3339, with `T` or a blank; without an offset it is the reader's own time, as the tables show it.
const instant = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Milliseconds since the Unix epoch of a moment as people type it: `15m` (so long ago), `2026-05-01T12:00:00Z`, or
 * `2026-05-01 14:00` and `2026-05-01` by the clock of the one who types.
 *
 * @throws Error with what is wrong and an example; the caller names the flag
 */
export function parseInstant(text: string, nowMs: number): number {
  if (instant.test(text)) {
    const timeMs = new Date(text.includes(':') ? text.replace(' ', 'T') : `${text}T00:00`).getTime();
    if (Number.isFinite(timeMs)) return timeMs;
  }
  try {
    return nowMs - parseDuration(text);
  } catch {
    throw new Error(
      `${JSON.stringify(text)} is no moment: write how long ago it was, like 15m or 2h, or 2026-05-01T12:00:00Z`,
    );
  }
}
