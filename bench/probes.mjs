// Probing a thousand backends a second: how smooth is it? Prints the event loop's delay, bursts and CPU.
//   npm run build && node bench/probes.mjs [BACKENDS] [INTERVAL_MS] [SECONDS] [http|tcp|grpc] [answer|hang|flip]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { performance } from 'node:perf_hooks';
import { setTimeout as rest } from 'node:timers/promises';

const [count = 1_000, intervalMs = 1_000, seconds = 20] = process.argv.slice(2, 5).map(Number);
const [kind = 'http', mode = 'answer'] = process.argv.slice(5, 7);

if (process.send) serve();
else await measure();

/** The targets, in a process of their own: one port each. */
function serve() {
  let arrivals = [];
  let isFailing = false;
  for (let i = 0; i < count; i += 1) {
    const server = kind === 'grpc' ? createHttp2Server(answerGrpc) : createServer(answer);
    server.on('connection', () => arrivals.push(performance.now()));
    server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  }
  function answer(_request, response) {
    if (mode !== 'hang') response.writeHead(isFailing ? 503 : 200).end('fine');
  }
  function answerGrpc(_request, response) {
    response.writeHead(200, { 'content-type': 'application/grpc' });
    response.addTrailers({ 'grpc-status': '0' });
    response.end(Buffer.from([0, 0, 0, 0, 2, 8, 1]));
  }
  process.on('message', (word) => {
    if (word === 'flip') isFailing = !isFailing;
    if (word === 'arrivals') process.send({ arrivals });
    if (word === 'reset') arrivals = [];
  });
  process.on('disconnect', () => process.exit());
}

async function measure() {
  const targets = fork(process.argv[1], process.argv.slice(2));
  const ports = [];
  targets.on('message', ({ port }) => port && ports.push(port));
  while (ports.length < count) await rest(20);

  const { startEngine } = await import('../dist/daemon/engine.js');
  const { LeaseClock } = await import('../dist/daemon/lease-clock.js');
  const { openMemoryStore } = await import('../dist/daemon/store/memory/memory-store.js');
  const { HealthChecks } = await import('../dist/daemon/health/health-checks.js');
  const { defaultProbe } = await import('../dist/daemon/core/model.js');
  const options = { sessionLimit: 1_000, sweepSliceSlots: 1_000, clockFrom: (ms) => new LeaseClock(ms) };
  const engine = await startEngine(openMemoryStore(), options);
  const by = { who: 'bench', reason: '' };
  for (const [i, port] of ports.entries()) {
    const probe = { ...defaultProbe, kind, intervalMs };
    const settings = { address: `127.0.0.1:${port}`, weight: 1, zone: '', labels: {}, maxSessions: 0, probe };
    await engine.backends.create('default', `b-${i}`, settings, by);
  }

  const idle = await during(2, () => {});
  tell('idle', idle);
  const checks = new HealthChecks({ ...engine, log: console.log });
  const startedMs = performance.now();
  checks.start(() => console.log(`first round over after ${Math.round(performance.now() - startedMs)} ms`));
  tell('start', await during(5, () => {}));
  targets.send('reset');
  const steady = await during(seconds, () => {});
  tell('steady', steady);
  targets.send('arrivals');
  const [{ arrivals }] = await once(targets, 'message');
  tellArrivals(arrivals, seconds);
  if (mode === 'flip') {
    tell('all fail', await during(10, () => targets.send('flip')));
    console.log(healths(engine));
    tell('all recover', await during(10, () => targets.send('flip')));
    console.log(healths(engine));
  }
  checks.stop();
  targets.disconnect();
  await once(targets, 'exit');
}

/** Stalls of the event loop, from one 1 ms timer to the next: what the thread computed meanwhile, and by the wall clock. */
async function during(s, begin) {
  const gaps = [];
  const walls = [];
  let last = performance.now();
  let lastRan = ranMs();
  const timer = setInterval(() => {
    const now = performance.now();
    const ran = ranMs();
    walls.push(now - last - 1);
    gaps.push(ran - lastRan);
    last = now;
    lastRan = ran;
  }, 1);
  const cpu = process.cpuUsage();
  begin();
  await rest(s * 1_000);
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    gaps
      .map((g, i) => [g, i])
      .sort((x, y) => y[0] - x[0])
      .slice(0, 5)
      .map(([g, i]) => `${g.toFixed(1)} at ${Math.round(walls.slice(0, i + 1).reduce((x, y) => x + y + 1, 0))}`)
      .join(', '),
  );
  return { own: spread(gaps), wall: spread(walls), cpu: (user + system) / 1e4 / s };
}

function ranMs() {
  return Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]) / 1e6;
}

function spread(values) {
  const sorted = values.sort((x, y) => x - y);
  const at = (share) => Math.max(0, sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]).toFixed(1);
  return `max ${at(1)} ms, p99.9 ${at(0.999)} ms, p99 ${at(0.99)} ms`;
}

function tell(what, { own, wall, cpu }) {
  const rss = Math.round(process.memoryUsage().rss / 2 ** 20);
  console.log(
    `${what}: loop stalls ${own} (wall clock, waiting for a core with it: ${wall}); CPU ${cpu.toFixed(0)} %; RSS ${rss} MiB`,
  );
}

function tellArrivals(arrivals, s) {
  const most = (windowMs) => {
    let from = 0;
    let max = 0;
    for (const [i, at] of arrivals.entries()) {
      while (at - arrivals[from] > windowMs) from += 1;
      max = Math.max(max, i - from + 1);
    }
    return max;
  };
  console.log(
    `${(arrivals.length / s).toFixed(0)} looks a second; most in 10 ms: ${most(10)}, in 100 ms: ${most(100)}`,
  );
}

function healths({ backends }) {
  const counts = {};
  for (const { health } of backends.list('default')) counts[health] = (counts[health] ?? 0) + 1;
  return JSON.stringify(counts);
}
