// What a choice costs among many backends, by policy: `policy-choices.mjs BACKENDS`. Prints JSON, in microseconds of CPU.
import { policyByName } from '../../dist/daemon/core/policies/by-name.js';
import { startEngine } from '../../dist/daemon/engine.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { generatedStore } from './generated-store.mjs';
import { wishFor } from './wish.mjs';

const backends = Number(process.argv[2]);
const choices = 5_000;
const routes = 2_000;

const results = {};
for (let i = 0; i < 3; i += 1) await route({ policy: 'random' }, 0); // what comes first would pay for the compiler
for (const policy of Object.keys(policyByName)) {
  results[policy] = {
    chooseUs: await choose({ policy }),
    routeUs: await route({ policy }, 0),
    boundedRouteUs: await route({ policy }, 1_000_000),
  };
}
results['consistent_hash, bounded'] = {
  chooseUs: await choose({ policy: 'consistent_hash', boundedLoad: 1.25 }),
};
results['round_robin, slow start'] = {
  chooseUs: await choose({ policy: 'round_robin', slowStartMs: 60_000 }),
};
console.log(JSON.stringify(results));
process.exit(0);

function open(pool, maxSessions = 0) {
  return startEngine(generatedStore({ backends, maxSessions, sessions: backends * 10, pool }), {
    sessionLimit: 1_000_000,
    sweepSliceSlots: 16_384,
    seed: 1,
    clockFrom: (leaseMs) => new LeaseClock(leaseMs),
  });
}

/** The policy's choice, and its turn. */
async function choose(settings) {
  const { registry, clock } = await open(settings);
  const pool = registry.pool('default');
  for (const member of pool.members) {
    member.report('bench', 10);
    member.rampFromMs = settings.slowStartMs === undefined ? undefined : clock.now();
  }
  let n = 0;
  const once = () => {
    n += 1;
    const chosen = pool.choose(() => ({ high: Math.imul(n, 0x9e3779b1) >>> 0, low: n }), clock.now());
    pool.taken(chosen);
    chosen.reserved -= 1;
  };
  for (let i = 0; i < choices / 5; i += 1) once();
  return cpuUs(choices, async () => {
    for (let i = 0; i < choices; i += 1) once();
  });
}

/** A whole Route of a new session without wire and disk; `maxSessions` of every backend, 0 for no bound. */
async function route(settings, maxSessions) {
  const { routing } = await open(settings, maxSessions);
  for (let i = 0; i < routes / 5; i += 1) await routing.route(wishFor(`warm-${i}`));
  return cpuUs(routes, async () => {
    for (let i = 0; i < routes; i += 1) await routing.route(wishFor(`new-${i}`));
  });
}

async function cpuUs(times, work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
