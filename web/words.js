const numbers = new Intl.NumberFormat('en');

export const count = (value) => numbers.format(value);

/** `web-9` before `web-10`. */
export const byName = new Intl.Collator('en', { numeric: true }).compare;

/** `1 session`, `2 sessions` */
export const countOf = (value, word) => `${count(value)} ${word}${value === 1 ? '' : 's'}`;

/** @param {number} share 0 to 1 */
export function percent(share) {
  const value = share * 100;
  return `${value > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0)}\u00a0%`;
}

export const times = (value) => `×${value.toFixed(2)}`;

/** `2 m 10 s`, at most two units; whole seconds from one on */
export function span(ms) {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))}\u00a0ms`;
  const seconds = Math.round(ms / 1_000);
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  const told = parts.slice(first, first + 2).filter(([value]) => value > 0);
  return told.map(([value, unit]) => `${value}\u00a0${unit}`).join('\u00a0');
}

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Of the day of the reader. */
export const clock = (ms) => clockTime.format(ms);

/** With the day where it is another. */
export function when(ms, nowMs = Date.now()) {
  const isToday = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return isToday ? clock(ms) : dayAndTime.format(ms);
}

// What turns text around, hides in it or breaks its line: shown by number instead.
const deceptive = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** An id or label as somebody else chose it: every character that could deceive the eye is shown by its number. */
export function visible(text) {
  return text.replace(deceptive, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`);
}

const unitsMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/**
 * Reads `5m`, `1h30m`, `90s`, `now` or `0`, as lbctl does.
 *
 * @returns milliseconds; null for what is no duration
 */
export function parseSpan(text) {
  const trimmed = text.trim().toLowerCase().replaceAll(' ', '');
  if (trimmed === 'now' || trimmed === '0') return 0;
  if (!/^(\d+(ms|h|m|s))+$/.test(trimmed)) return null;
  let sum = 0;
  for (const [, value, unit] of trimmed.matchAll(/(\d+)(ms|h|m|s)/g)) sum += Number(value) * unitsMs[unit];
  return sum;
}

export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
