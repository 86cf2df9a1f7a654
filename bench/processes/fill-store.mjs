// Fills a data folder, which lbd has made and left, with sessions: `fill-store.mjs FOLDER COUNT`. Through the engine, so
// that keys, slots, journal and pages are what lbd itself would have written.
import { startEngine } from '../../dist/daemon/engine.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { openSqliteStore } from '../../dist/daemon/store/sqlite/sqlite-store.js';

const [directory, countText] = process.argv.slice(2);
const count = Number(countText);
const atOnce = 1_024; // one commit

// Nobody reads it before it is closed: it need not be durable row by row.
const store = openSqliteStore({ directory, durability: 'normal' });
const engine = await startEngine(store, {
  sessionLimit: count,
  sweepSliceSlots: 16_384,
  clockFrom: (leaseMs) => new LeaseClock(leaseMs),
});
for (let made = 0; made < count; made += atOnce) {
  const group = Array.from({ length: Math.min(atOnce, count - made) }, (_, i) =>
    engine.routing.route({
      pool: 'default',
      sessionId: `session-${made + i}`,
      clientIp: '',
      idleTimeoutMs: 0,
      validateOnly: false,
    }),
  );
  await Promise.all(group);
}
await store.close();
process.stdout.write(JSON.stringify({ sessions: engine.table.size }));
