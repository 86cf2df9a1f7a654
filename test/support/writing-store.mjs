// A process that claims slot after slot in the data folder argv[2], from slot argv[3] on, 20 at a time, and says each
// slot on stdout when the store has acknowledged it. It goes on until it is killed.
import { writeSync } from 'node:fs';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { openSqliteStore } from '../../dist/daemon/store/sqlite/sqlite-store.js';

const [, , directory, from] = process.argv;
const store = openSqliteStore({ directory, durability: 'full' });
const sink = { pool() {}, backend() {}, expectSessions() {}, session() {} };
const clock = new LeaseClock(store.load(sink).leaseMs);
await store.start(clock);
let slot = Number(from);

async function claim() {
  for (;;) {
    const mine = slot++;
    const key = { k0: mine, k1: 0, k2: 0, k3: 0 };
    const times = { createdAtMs: clock.now(), lastActiveMs: clock.now(), idleTimeoutMs: 0 };
    const stay = { backendNo: 1, incarnation: 1, generation: 1, reason: 'new' };
    const about = { pool: 'default', backendId: 'web-1', key, session: `id-${mine}`, who: 'router' };
    await store.claim({
      row: { slot: mine, serial: mine, key, ...stay, ...times },
      sessionId: `id-${mine}`,
      event: { kind: 'assigned', atMs: clock.wallNow(), ...about },
    });
    writeSync(1, `${mine}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, claim));
