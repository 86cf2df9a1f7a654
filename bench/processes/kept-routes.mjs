// Kept routes without the wire, in a process of their own: what one takes as lbd has it, or counted once more. Prints
// JSON. `kept-routes.mjs plain|counted`
import { defaultProbe } from '../../dist/daemon/core/model.js';
import { startEngine } from '../../dist/daemon/engine.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { CountedRouting } from '../../dist/daemon/routing/counted-routing.js';
import { openMemoryStore } from '../../dist/daemon/store/memory/memory-store.js';
import { wishFor } from './wish.mjs';

const sessions = 10_000;
const passes = 300;

const engine = await startEngine(openMemoryStore(), {
  sessionLimit: 1_000_000,
  sweepSliceSlots: 16_384,
  clockFrom: (leaseMs) => new LeaseClock(leaseMs),
});
const backend = { weight: 1, zone: '', labels: {}, maxSessions: 0, probe: defaultProbe };
for (const id of ['api-1', 'api-2', 'api-3']) {
  await engine.backends.create('default', id, { ...backend, address: `${id}.test:80` }, { who: 'bench', reason: '' });
}
const wishes = Array.from({ length: sessions }, (_, i) => wishFor(`s${String(i).padStart(21, 'x')}`));
const routing = process.argv[2] === 'counted' ? new CountedRouting(engine.routing) : engine.routing;
await Promise.all(wishes.map((wish) => routing.route(wish)));

const pass = () => {
  for (const wish of wishes) if (routing.route(wish).outcome !== 'kept') throw new Error('a session was not kept');
};
for (let i = 0; i < 50; i += 1) pass(); // warm
const before = process.cpuUsage();
for (let i = 0; i < passes; i += 1) pass();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ routeNs: ((user + system) * 1_000) / (passes * sessions) }));
process.exit(0);
