// What most programs would take instead of the session table: a Map from id to object. Prints JSON.
import { grow } from './grow.mjs';
import { batch, idOf, makeKeys, nowMs, residentBytes, sessions, time } from './table-keys.mjs';

const { keys, drawn } = makeKeys();
const before = residentBytes();
const map = new Map();
const pauses = await grow((i) => {
  map.set(idOf(keys, i), {
    serial: i,
    backendNo: 1 + (i & 3),
    incarnation: 1,
    generation: 1,
    createdAtMs: nowMs,
    lastActiveMs: nowMs,
    reason: 'new',
  });
});
const residentPerSession = (residentBytes() - before) / sessions;

let missed = 0;
let ids = [];
const prepare = (from) => {
  ids = Array.from({ length: batch }, (_, i) => idOf(drawn, from + i));
};
const lookUp = () => {
  for (const id of ids) {
    const session = map.get(id);
    if (session === undefined) missed += 1;
    else session.lastActiveMs = nowMs;
  }
};
time(prepare, lookUp); // warm
const lookUpNs = time(prepare, lookUp);
if (missed > 0) throw new Error(`${missed} ids were not found`);
process.stdout.write(JSON.stringify({ ...pauses, residentPerSession, lookUpNs, size: map.size }));
