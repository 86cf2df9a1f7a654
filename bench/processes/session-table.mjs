// The session table in a process of its own: growth, memory, look-ups. Prints JSON.
import { sessionKey } from '../../dist/daemon/core/hash.js';
import { SessionTable } from '../../dist/daemon/core/session-table.js';
import { grow } from './grow.mjs';
import { batch, idOf, makeKeys, nowMs, residentBytes, sessions, time } from './table-keys.mjs';

const secret = 'S'.repeat(22); // as long as the real one

const { keys, drawn } = makeKeys();
const grown = await measureGrowth();
const found = measureLookups(grown.table);
const hashed = measureHashed();
process.stdout.write(JSON.stringify({ ...grown.figures, ...found, ...hashed }));

async function measureGrowth() {
  const before = residentBytes();
  const table = new SessionTable();
  const pauses = await grow((i) => put(table, keyAt(keys, i)));
  if (table.size !== sessions) throw new Error(`the table holds ${table.size}`);
  const figures = {
    ...pauses,
    bytesPerSession: table.byteLength / sessions,
    residentPerSession: (residentBytes() - before) / sessions,
  };
  return { table, figures };
}

function measureLookups(table) {
  let missed = 0;
  const lookUp = (from) => {
    for (let i = from; i < from + batch; i += 1) {
      const slot = table.find({ k0: drawn[i * 4], k1: drawn[i * 4 + 1], k2: drawn[i * 4 + 2], k3: drawn[i * 4 + 3] });
      if (slot < 0) missed += 1;
      else table.records.setLastActive(slot, nowMs + i);
    }
  };
  time(() => {}, lookUp); // warm
  const lookUpNs = time(() => {}, lookUp);
  if (missed > 0) throw new Error(`${missed} keys were not found`);
  return { lookUpNs };
}

/** From the id to the record, with the hash that makes the key, as a Route does. */
function measureHashed() {
  const table = new SessionTable();
  for (let i = 0; i < sessions; i += 1) put(table, sessionKey(secret, 'default', idOf(keys, i)));
  let missed = 0;
  let ids = [];
  const prepare = (from) => {
    ids = Array.from({ length: batch }, (_, i) => idOf(drawn, from + i));
  };
  const lookUp = () => {
    for (const id of ids) {
      const slot = table.find(sessionKey(secret, 'default', id));
      if (slot < 0) missed += 1;
      else table.records.setLastActive(slot, nowMs);
    }
  };
  time(prepare, lookUp); // warm
  const hashAndLookUpNs = time(prepare, lookUp);
  if (missed > 0) throw new Error(`${missed} ids were not found`);
  return { hashAndLookUpNs };
}

function keyAt(packed, i) {
  return { k0: packed[i * 4], k1: packed[i * 4 + 1], k2: packed[i * 4 + 2], k3: packed[i * 4 + 3] };
}

function put(table, key) {
  table.put({
    slot: table.reserve(),
    serial: table.nextSerial(),
    key,
    backendNo: 1 + (key.k0 & 3),
    incarnation: 1,
    generation: 1,
    createdAtMs: nowMs,
    lastActiveMs: nowMs,
    idleTimeoutMs: 0,
    reason: 'new',
  });
}
