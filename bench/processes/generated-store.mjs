import { randomFillSync } from 'node:crypto';
import { defaultPoolSettings, defaultProbe } from '../../dist/daemon/core/model.js';

/**
 * A store that holds sessions nobody made, with random keys, on backends that take them in turn; what is written to it is
 * taken at once and forgotten. For measuring what the core itself does with many sessions or backends.
 *
 * @returns {import('../../daemon/core/ports.ts').Store}
 */
export function generatedStore({ sessions = 0, backends = 3, maxSessions = 0, pool = {}, nowMs = 1_900_000_000_000 }) {
  let sequence = 0;
  const holder = ({ row: { backendNo, incarnation, generation } }) => ({ backendNo, incarnation, generation });
  return {
    kind: 'memory',
    location: '',
    load(sink) {
      sink.pool({ name: 'default', settings: { ...defaultPoolSettings, ...pool }, version: 1, createdAtMs: nowMs });
      for (let no = 1; no <= backends; no += 1) sink.backend(backendRow(no, maxSessions, nowMs));
      sink.expectSessions(sessions);
      const keys = new Int32Array(4 * 4_096);
      for (let slot = 0; slot < sessions; slot += 1) {
        const at = (slot % 4_096) * 4;
        if (at === 0) randomFillSync(keys);
        const no = 1 + (slot % backends);
        sink.session(
          slot,
          slot + 1,
          keys[at],
          keys[at + 1],
          keys[at + 2],
          keys[at + 3],
          no,
          1,
          1,
          nowMs,
          nowMs,
          0,
          1,
          0,
        );
      }
      return { rootSecret: Buffer.alloc(32, 1), leaseMs: nowMs, sequence };
    },
    async start() {},
    claim(claim) {
      sequence += 1;
      return Promise.resolve(holder(claim));
    },
    async end(endings) {
      sequence += endings.length;
    },
    async touch() {},
    async control() {},
    sessionIds: async (refs) => refs.map(() => null),
    labels: async (refs) => refs.map(() => ({})),
    labelled: async () => new Uint32Array(0),
    sequence: () => sequence,
    events: async () => ({ lines: [], oldest: 0 }),
    onCommitted() {},
    async backup() {},
    health: () => ({ writable: true, error: '', queued: 0 }),
    async close() {},
  };
}

function backendRow(no, maxSessions, nowMs) {
  const id = `api-${no}`;
  return {
    no,
    pool: 'default',
    id,
    settings: { address: `${id}.test:80`, weight: 1, zone: '', labels: {}, maxSessions, probe: defaultProbe },
    admin: 'active',
    drain: null,
    health: 'healthy',
    healthReason: '',
    healthSinceMs: nowMs,
    instance: '',
    incarnation: 1,
    keptFrom: 1,
    brokenBecause: 'backend-drained',
    removed: false,
    version: 1,
    createdAtMs: nowMs,
  };
}
