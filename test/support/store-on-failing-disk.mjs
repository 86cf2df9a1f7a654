// Claims slot 0; then 1 while no sync of the disk succeeds; then 2 when it does again. The data folder is argv[2]; says
// what it saw as JSON on stdout.
import { rmSync, writeFileSync } from 'node:fs';
import { UnknownOutcome } from '../../dist/daemon/core/ports.js';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { openSqliteStore } from '../../dist/daemon/store/sqlite/sqlite-store.js';

const directory = process.argv[2];
const flag = process.env.FAIL_SYNC;
const store = openSqliteStore({ directory, durability: 'full' });
const sink = { pool() {}, backend() {}, expectSessions() {}, session() {} };
const clock = new LeaseClock(store.load(sink).leaseMs);
await store.start(clock);

function claim(slot) {
  const key = { k0: slot, k1: 0, k2: 0, k3: 0 };
  const times = { createdAtMs: clock.now(), lastActiveMs: clock.now(), idleTimeoutMs: 0 };
  const stay = { backendNo: 1, incarnation: 1, generation: 1, reason: 'new' };
  const about = { pool: 'default', backendId: 'web-1', key, session: `id-${slot}`, who: 'router' };
  return store.claim({
    row: { slot, serial: 1, key, ...stay, ...times },
    sessionId: `id-${slot}`,
    event: { kind: 'assigned', atMs: clock.wallNow(), ...about },
  });
}

await claim(0);
writeFileSync(flag, '');
const error = await claim(1).catch((reason) => reason);
rmSync(flag);
const seen = { unknown: error instanceof UnknownOutcome, kind: error.kind, message: error.message };
const stands = await error.truth;
await claim(2);
await store.close();
console.log(JSON.stringify({ ...seen, stands }));
