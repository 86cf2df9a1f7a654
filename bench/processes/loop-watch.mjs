// Watches the event loop of the program that it is loaded into by `--import`: how long the main thread computed from one
// millisecond timer to the next. What it waited for a core is not in it. Asked over IPC, `stalls` begins anew.
import { closeSync, openSync, readSync } from 'node:fs';

const bytes = Buffer.alloc(64);
const file = openSync('/proc/self/schedstat', 'r'); // of the main thread, which this is
process.on('exit', () => closeSync(file));
const ranMs = () => Number(bytes.latin1Slice(0, readSync(file, bytes, 0, bytes.length, 0)).split(' ')[0]) / 1e6;

let stalls = [];
let last = ranMs();
setInterval(() => {
  const now = ranMs();
  stalls.push(now - last);
  last = now;
}, 1).unref();

process.on('message', (word) => {
  if (word !== 'stalls') return;
  const sorted = stalls.sort((a, b) => a - b);
  stalls = [];
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  process.send({ p99Ms: at(0.99), p999Ms: at(0.999), maxMs: at(1), turns: sorted.length });
});
process.channel?.unref();
