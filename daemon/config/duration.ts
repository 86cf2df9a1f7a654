const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * `1h30m`, `10s`, `500ms`: one to four numbers of up to five digits, each with its unit.
 *
 * @returns milliseconds; null when `text` is no duration
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
export function parseDuration(text: string): number | null {
  if (!/^([0-9]{1,5}(h|m|s|ms)){1,4}$/.test(text)) return null;
  let totalMs = 0;
  for (const [, number, unit] of text.matchAll(/([0-9]+)(ms|h|m|s)/g)) totalMs += Number(number) * unitsMs[unit ?? '']!;
  return totalMs;
}

/** The shortest text for `durationMs`: 90,000 is `1m30s`. */
export function formatDuration(durationMs: number): string {
  let text = '';
  let restMs = durationMs;
  for (const [unit, ms] of Object.entries(unitsMs)) {
    const number = Math.floor(restMs / ms);
    if (number > 0) text += `${number}${unit}`;
    restMs -= number * ms;
  }
  return text === '' ? '0s' : text;
}
