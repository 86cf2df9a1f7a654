import { randomFillSync } from 'node:crypto';

export const sessions = Number(process.argv[2] ?? 1_000_000);
export const draws = 1_000_000;
export const batch = 1_000;
export const nowMs = 1_900_000_000_000;

/** Random keys and ids of sessions, and the same in the order in which they are looked up: packed and walked from end
 * to end, so that the keys themselves cost no cache miss. */
export function makeKeys() {
  const keys = randomFillSync(new Int32Array(sessions * 4));
  const drawn = new Int32Array(draws * 4);
  for (let i = 0; i < draws; i += 1) {
    const which = Math.floor(Math.random() * sessions) * 4;
    drawn.set(keys.subarray(which, which + 4), i * 4);
  }
  return { keys, drawn };
}

/** The `i`th of packed keys as 22 characters, made anew: it has no hash yet, like one that was just received. */
export function idOf(packed, i) {
  return Buffer.from(packed.buffer, i * 16, 16).base64urlSlice(0, 16);
}

/** Resident bytes, after everything that can go is gone. */
export function residentBytes() {
  for (let i = 0; i < 3; i += 1) globalThis.gc();
  return process.memoryUsage.rss();
}

/** Nanoseconds a call over all draws: `prepare(from)` is not timed, `work(from)` is. */
export function time(prepare, work) {
  let spentMs = 0;
  for (let from = 0; from < draws; from += batch) {
    prepare(from);
    const before = performance.now();
    work(from);
    spentMs += performance.now() - before;
  }
  return (spentMs * 1e6) / draws;
}
