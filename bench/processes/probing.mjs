// Probes many backends a second from one process: `probing.mjs COUNT http|tcp|grpc`. Prints JSON: how long the loop was held
// up in CPU time of the thread, without and with probing, and how evenly the looks came.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defaultProbe } from '../../dist/daemon/core/model.js';
import { startEngine } from '../../dist/daemon/engine.js';
import { HealthChecks } from '../../dist/daemon/health/health-checks.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { openMemoryStore } from '../../dist/daemon/store/memory/memory-store.js';
import { ranMs } from '../measure/own-time.mjs';

const [countText, kind] = process.argv.slice(2);
const intervalMs = 1_000;
const settleMs = 3_000;
const measureMs = 6_000;

const targets = fork(fileURLToPath(new URL('probe-targets.mjs', import.meta.url)), [countText, kind]);
const [{ ports }] = await once(targets, 'message');
const engine = await startEngine(openMemoryStore(), {
  sessionLimit: 1_000,
  sweepSliceSlots: 1_024,
  clockFrom: (leaseMs) => new LeaseClock(leaseMs),
});
for (const [i, port] of ports.entries()) {
  const probe = { ...defaultProbe, kind, intervalMs };
  const settings = { address: `127.0.0.1:${port}`, weight: 1, zone: '', labels: {}, maxSessions: 0, probe };
  await engine.backends.create('default', `b-${i}`, settings, { who: 'bench', reason: '' });
}

const idle = await during(2_000);
const checks = new HealthChecks({ ...engine, log: () => {} });
const startedMs = performance.now();
const firstRoundMs = new Promise((over) => checks.start(() => over(performance.now() - startedMs)));
await rest(settleMs);
await arrivals();
const probing = await during(measureMs);
const looks = await arrivals();
const healthy = engine.backends.list('default').filter(({ health }) => health === 'healthy').length;
console.log(
  JSON.stringify({
    idle,
    probing,
    firstRoundMs: await firstRoundMs,
    healthy,
    looksPerSecond: looks.length / (measureMs / 1_000),
    mostIn10Ms: most(looks, 10),
  }),
);
checks.stop();
targets.disconnect();
await once(targets, 'exit');
process.exit(0);

async function arrivals() {
  targets.send('arrivals');
  return (await once(targets, 'message'))[0].arrivals;
}

async function during(ms) {
  const stalls = [];
  let last = ranMs();
  const timer = setInterval(() => {
    const now = ranMs();
    stalls.push(now - last);
    last = now;
  }, 1);
  const before = process.cpuUsage();
  await rest(ms);
  clearInterval(timer);
  const { user, system } = process.cpuUsage(before);
  stalls.sort((a, b) => a - b);
  return { maxMs: stalls.at(-1), p99Ms: stalls[Math.floor(stalls.length * 0.99)], cores: (user + system) / 1e3 / ms };
}

function most(times, windowMs) {
  let from = 0;
  let max = 0;
  for (const [i, at] of times.entries()) {
    while (at - times[from] > windowMs) from += 1;
    max = Math.max(max, i - from + 1);
  }
  return max;
}
