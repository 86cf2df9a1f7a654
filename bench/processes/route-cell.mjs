// One cell of the rows that compare streams: `route-cell.mjs JSON` loads a server and prints what came of it. Without a
// port in the order it starts the no-op of a stream on core 0, and loads that.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openChannel } from '../../dist/cli/client/channel.js';
import { connect } from '../../dist/cli/client/connect.js';
import { routingService } from '../../dist/proto/contract.js';
import { openMessageCaller } from '../load/message-caller.mjs';
import { openUnaryCaller } from '../load/unary-caller.mjs';
import { canPin, cpuSeconds } from '../measure/machine.mjs';

const { Route, RouteStream } = routingService;
const order = JSON.parse(process.argv[2]);
const ids = Array.from({ length: order.sessions }, (_, i) => `s${String(i).padStart(21, 'x')}`);
const outcomes = {};
const saw = (outcome) => {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
};

/** How each form is opened; what it opens takes `{ inFlight, forMs }`, and tells how many answers came. */
const forms = {
  /** Encoded beforehand, over one connection. */
  async unary(port) {
    const bodies = ids.map((session_id) => Route.requestSerialize({ session_id }));
    const onSample = (message) => saw(Route.responseDeserialize(message).outcome);
    return await openUnaryCaller({ host: '127.0.0.1', port, path: Route.path, bodies, sampleEvery: 64, onSample });
  },
  async stream(port) {
    const { perMessage } = order;
    const messages = Array.from({ length: Math.floor(ids.length / perMessage) }, (_, i) => {
      const some = ids.slice(i * perMessage, (i + 1) * perMessage);
      return RouteStream.requestSerialize({ sequence: i + 1, routes: some.map((session_id) => ({ session_id })) });
    });
    const onSample = (message) => {
      for (const { response } of RouteStream.responseDeserialize(message).results) saw(response?.outcome);
    };
    return await openMessageCaller({ port, path: RouteStream.path, messages, sampleEvery: 64, onSample });
  },
  async client(port) {
    const client = connect({ address: `tcp:127.0.0.1:${port}` });
    return promisedCaller((session_id) => client.route({ session_id }));
  },
  async 'client by unary'(port) {
    const channel = openChannel(`tcp:127.0.0.1:${port}`, () => ({}));
    return promisedCaller((session_id) =>
      channel.unary(Route, Route.requestSerialize({ session_id }), { deadlineAtMs: Date.now() + 5_000 }),
    );
  },
};

/** As many loops as calls in flight; each awaits its answer before it asks again. */
function promisedCaller(route) {
  return {
    async run({ inFlight, forMs }) {
      const startedAtMs = performance.now();
      let answers = 0;
      const loop = async (first) => {
        for (let i = first; performance.now() - startedAtMs < forMs; i += inFlight) {
          const { outcome } = await route(ids[i % ids.length]);
          answers += 1;
          if (answers % 64 === 0) saw(outcome);
        }
      };
      await Promise.all(Array.from({ length: inFlight }, (_, i) => loop(i)));
      return { answers, seconds: (performance.now() - startedAtMs) / 1_000 };
    },
  };
}

const server = order.port === undefined ? await startNoOp() : order;
const caller = await forms[order.form](server.port);
await caller.run({ inFlight: order.inFlight, forMs: order.warmUpMs });
for (const outcome of Object.keys(outcomes)) delete outcomes[outcome];

const before = { server: cpuSeconds(server.pid).all, own: process.cpuUsage() };
const { answers, seconds } = await caller.run(order);
const serverSeconds = cpuSeconds(server.pid).all - before.server;
const { user, system } = process.cpuUsage(before.own);
const routes = answers * (order.form === 'stream' ? order.perMessage : 1);
console.log(
  JSON.stringify({
    perSecond: routes / seconds,
    cpuUs: (serverSeconds / routes) * 1e6,
    callerCpuUs: (user + system) / routes,
    serverCores: serverSeconds / seconds,
    callerCores: (user + system) / 1e6 / seconds,
    outcomes,
  }),
);
if (order.port === undefined) {
  server.child.kill('SIGKILL');
  await once(server.child, 'exit');
}
process.exit(0);

async function startNoOp() {
  const program = fileURLToPath(new URL('no-op-stream-server.mjs', import.meta.url));
  const [command, args] = canPin()
    ? ['taskset', ['-c', '0', process.execPath, program]]
    : [process.execPath, [program]];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  return { child, pid: child.pid, port: Number(JSON.parse(line).listen[0].split(':').at(-1)) };
}
