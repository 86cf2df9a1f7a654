import { closeSync, openSync, readSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sessions } from './table-keys.mjs';

// What one turn of the loop settles when a few hundred callers wait for one commit.
const insertsPerTurn = 256;

/**
 * Inserts all sessions, some in each turn of the loop, and tells the longest that anybody had to wait: in
 * milliseconds, less the time in which the thread was ready and another one had its core. The event-loop delay is as
 * Node counts it, with that time.
 */
export async function grow(insert) {
  const waited = runQueueWait();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let longestInsertMs = 0;
  let longestTurnMs = 0;
  let turnStartMs = performance.now();
  let turnWaitedMs = waited.ms();
  for (let i = 0; i < sessions; i += 1) {
    const before = performance.now();
    insert(i);
    const tookMs = performance.now() - before;
    if (tookMs > longestInsertMs) longestInsertMs = Math.max(longestInsertMs, tookMs - (waited.ms() - turnWaitedMs));
    if (i % insertsPerTurn === 0) {
      await new Promise(setImmediate);
      const waitedMs = waited.ms();
      const nowMs = performance.now();
      longestTurnMs = Math.max(longestTurnMs, nowMs - turnStartMs - (waitedMs - turnWaitedMs));
      turnStartMs = nowMs;
      turnWaitedMs = waitedMs;
    }
  }
  delay.disable();
  waited.close();
  return { longestInsertMs, longestTurnMs, longestDelayMs: delay.max / 1e6 };
}

/** How long the main thread has stood in line for a core; always 0 where the kernel does not tell. */
function runQueueWait() {
  const bytes = Buffer.alloc(128);
  let file;
  try {
    file = openSync('/proc/self/schedstat', 'r');
  } catch {
    return { ms: () => 0, close: () => {} };
  }
  return {
    ms: () => Number(bytes.latin1Slice(0, readSync(file, bytes, 0, bytes.length, 0)).split(' ')[1]) / 1e6,
    close: () => closeSync(file),
  };
}
