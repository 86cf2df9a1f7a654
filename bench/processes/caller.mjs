// Loads one server with calls to Route, in a process of its own: `run` messages in, results out.
import { randomBytes } from 'node:crypto';
import { routingService } from '../../dist/proto/contract.js';
import { openUnaryCaller } from '../load/unary-caller.mjs';

const { Route } = routingService;
let caller;
let outcomes = {};

process.on('message', async (order) => {
  try {
    process.send({ result: await orders[order.kind](order) });
  } catch (error) {
    process.send({ error: error.message });
  }
});

const orders = {
  /** Connects. `sessions` is how many ids to draw from; 0 sends no id, so that each call makes a session. */
  async open({ port, sessions, sampleEvery }) {
    const ids =
      sessions === 0
        ? ['']
        : Array.from({ length: sessions }, () => `s${randomBytes(16).toString('base64url')}`.slice(0, 22));
    caller = await openUnaryCaller({
      host: '127.0.0.1',
      port,
      path: Route.path,
      bodies: ids.map((id) => Route.requestSerialize({ session_id: id })),
      sampleEvery,
      onSample(message) {
        const { outcome } = Route.responseDeserialize(message);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      },
    });
  },

  /** Calls for a while or so many times, and tells what came of it. */
  async run({ inFlight, perSecond, forMs, calls }) {
    outcomes = {};
    const before = process.cpuUsage();
    const { answers, seconds, tookMs } = await caller.run({ inFlight, perSecond, forMs, calls });
    const { user, system } = process.cpuUsage(before);
    const sorted = Float64Array.from(tookMs).sort();
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      answers,
      seconds,
      outcomes,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      p999Ms: at(0.999),
      maxMs: sorted.at(-1) ?? 0,
      callerCpuShare: (user + system) / 1e6 / seconds,
    };
  },
};

process.send({ result: 'ready' });
