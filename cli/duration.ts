/** Milliseconds in each unit of a duration. Days are left out on purpose: they are not always 24 hours. */
const unitMs: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * Milliseconds of a duration as people type it: `1h30m`, `500ms`, `0s`.
 *
 * One to four parts, each of one to five digits and a unit (`h`, `m`, `s`, `ms`); no sign, no fraction, no spaces.
 *
 * @throws Error with what is wrong and an example; the caller names the flag
 * @see https://gateway-api.sigs.k8s.io/geps/gep-2257/
 */
export function parseDuration(text: string): number {
  if (!/^([0-9]{1,5}(h|ms|m|s)){1,4}$/.test(text)) throw new Error(problemOf(text));
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/([0-9]+)(h|ms|m|s)/g)) ms += Number(count) * (unitMs[unit ?? ''] ?? 0);
  return ms;
}

/** The duration in the same notation, at most `parts` of its largest units: `formatDuration(5_400_000)` is `1h30m`. */
export function formatDuration(durationMs: number, parts = 4): string {
  let rest = Math.max(0, Math.round(durationMs));
  const written: string[] = [];
  for (const [unit, size] of Object.entries(unitMs)) {
    const count = Math.floor(rest / size);
    if (count === 0) {
      if (written.length > 0) parts--; // `1h0m5s` in two parts is `1h`, not `1h5s`
      continue;
    }
    if (written.length >= parts) break;
    written.push(`${count}${unit}`);
    rest -= count * size;
  }
  return written.join('') || '0s';
}

function problemOf(text: string): string {
  const quoted = `${JSON.stringify(text)} is not a duration`;
  const example = 'write it like 1h30m, 5m, 30s or 500ms';
  if (text === '') return `a duration is empty: ${example}`;
  if (/^[0-9]+$/.test(text)) return `${quoted}: the unit is missing; ${text}s, ${text}m or ${text}h?`;
  if (/^[-+]/.test(text)) return `${quoted}: no sign, please; ${example}`;
  if (/[.,]/.test(text)) return `${quoted}: no fractions; 1h30m rather than 1.5h`;
  if (/^[0-9]+d/.test(text)) return `${quoted}: days are no unit here; count in hours, as in 48h`;
  if (/[0-9]{6}/.test(text)) return `${quoted}: at most five digits a unit`;
  if (/^([0-9]+(h|ms|m|s)){5,}$/.test(text)) return `${quoted}: at most four parts; ${example}`;
  return `${quoted}: ${example}`;
}
