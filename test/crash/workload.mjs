// Sessions come, move and go in the data folder argv[2], with the durability argv[3], until argv[4] changes are
// acknowledged. Says on file descriptor 3 when a change is asked for and when the store has acknowledged it: a trace of
// this program's system calls then tells what the disk had to know by when.
import { writeSync } from 'node:fs';
import { LeaseClock } from '../../dist/daemon/lease-clock.js';
import { openSqliteStore } from '../../dist/daemon/store/sqlite/sqlite-store.js';

const [, , directory, durability, changesText] = process.argv;
const changes = Number(changesText);
const slots = 24;

const store = openSqliteStore({ directory, durability });
const sink = { pool() {}, backend() {}, expectSessions() {}, session() {} };
const clock = new LeaseClock(store.load(sink).leaseMs);
await store.start(clock);
let serial = 0;
let done = 0;
const say = (what, slot, tenant, generation) => writeSync(3, `${what} ${slot} ${tenant} ${generation}\n`);

async function live(slot) {
  for (let round = 0; done < changes; round += 1) {
    const key = { k0: slot, k1: round, k2: 0, k3: 0 };
    const mine = ++serial;
    // Padding makes the log grow to where it is moved into the database and begins anew.
    const sessionId = `session-${slot}-${round}-${'x'.repeat(180)}`;
    for (let generation = 1; generation <= 1 + (mine % 4); generation += 1) {
      const event = {
        kind: generation === 1 ? 'assigned' : 'moved',
        ...about(slot, key),
        generation,
        session: sessionId,
      };
      const row = {
        slot,
        serial: mine,
        key,
        backendNo: 1,
        incarnation: 1,
        generation,
        ...times(),
        reason: 'new',
        marks: 0,
      };
      await told('is', slot, mine, generation, () => store.claim({ row, sessionId, event }));
    }
    const ending = { slot, serial: mine, key, backendNo: 1, event: { kind: 'ended', ...about(slot, key) } };
    await told('gone', slot, mine, 0, () => store.end([ending]));
  }
}

async function told(what, slot, tenant, generation, change) {
  say(`will-${what}`, slot, tenant, generation);
  await change();
  say(what, slot, tenant, generation);
  done += 1;
}

const times = () => ({ createdAtMs: clock.now(), lastActiveMs: clock.now(), idleTimeoutMs: 0 });
const about = (slot, key) => ({ atMs: clock.wallNow(), pool: 'default', backendId: `web-${slot}`, key, who: 'router' });

await Promise.all(Array.from({ length: slots }, (_, slot) => live(slot)));
process.kill(process.pid, 'SIGKILL'); // a clean close would hide what was not synced
