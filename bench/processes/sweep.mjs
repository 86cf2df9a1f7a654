// The sweeper over many sessions, in the slices that lbd takes by default: `sweep.mjs COUNT`. Prints JSON.
import { startEngine } from '../../dist/daemon/engine.js';
import { ranMs } from '../measure/own-time.mjs';
import { generatedStore } from './generated-store.mjs';
import { residentBytes } from './table-keys.mjs';

const sessions = Number(process.argv[2]);
const rounds = 3;

class TurnedClock {
  wallOffsetMs = 0;
  #nowMs;
  constructor(startMs) {
    this.#nowMs = startMs;
  }
  now() {
    return this.#nowMs;
  }
  wallNow() {
    return this.#nowMs;
  }
  after() {
    return () => {};
  }
  advance(byMs) {
    this.#nowMs += byMs;
  }
}

const before = residentBytes();
const { sweeper, table, clock } = await startEngine(generatedStore({ sessions }), {
  sessionLimit: 16_000_000,
  sweepSliceSlots: 16_384,
  clockFrom: (leaseMs) => new TurnedClock(leaseMs),
});
const residentPerSession = (residentBytes() - before) / sessions;

let longestQuietMs = 0;
let quietMs = 0;
for (let round = 0; round < rounds; round += 1) {
  const { spentMs, longestMs } = await sweepRound();
  quietMs = spentMs;
  longestQuietMs = Math.max(longestQuietMs, longestMs);
}
if (table.size !== sessions) throw new Error(`${table.size} sessions are left`);

clock.advance(365 * 86_400_000);
const lapsed = await sweepRound();
if (table.size !== 0) throw new Error(`${table.size} sessions did not lapse`);
console.log(
  JSON.stringify({
    residentPerSession,
    quietNsPerSlot: (quietMs * 1e6) / sessions,
    longestQuietMs,
    lapsedNsPerSession: (lapsed.spentMs * 1e6) / sessions,
    longestLapsedMs: lapsed.longestMs,
  }),
);
process.exit(0);

/** As housekeeping does it: a slice, then everybody else's turn. */
async function sweepRound() {
  let longestMs = 0;
  const startMs = ranMs();
  for (let done = false; !done; ) {
    const turnMs = ranMs();
    done = await sweeper.sweep();
    longestMs = Math.max(longestMs, ranMs() - turnMs);
    await new Promise(setImmediate);
  }
  return { spentMs: ranMs() - startMs, longestMs };
}
