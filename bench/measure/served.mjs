import { startCaller } from './children.mjs';
import { cpuSeconds, machineCpuSeconds } from './machine.mjs';

const callerCore = '1';

/** A server and its callers, on the other core. */
export async function loadedServer(server, { sessions, sampleEvery = 64 }) {
  const caller = await startCaller(callerCore);
  await caller.ask({ kind: 'open', port: server.port, sessions, sampleEvery });
  return {
    /** Each of the caller's ids once, and then the same again and again until `forMs` is over: nothing is new or cold. */
    async warmUp({ inFlight, forMs }) {
      await caller.ask({ kind: 'run', inFlight, calls: Math.max(sessions, 1) });
      await caller.ask({ kind: 'run', inFlight, forMs });
    },
    /** One cell: what the server did, what it cost, and who else was on the machine meanwhile. */
    async measure({ inFlight, perSecond, forMs }) {
      const before = readings(server, caller);
      const result = await caller.ask({ kind: 'run', inFlight, perSecond, forMs });
      const after = readings(server, caller);
      const { answers, seconds } = result;
      const cost = (what) => ((after[what] - before[what]) / answers) * 1e6;
      const ours = ['server', 'caller', 'bench'].reduce((sum, who) => sum + after[who] - before[who], 0);
      return {
        perSecond: answers / seconds,
        cpuUs: cost('server'),
        mainThreadCpuUs: cost('serverMain'),
        serverCores: (after.server - before.server) / seconds,
        callerCores: result.callerCpuShare,
        foreignCores: Math.max(0, (after.busy - before.busy - ours) / seconds),
        stolenCores: (after.stolen - before.stolen) / seconds,
        p50Ms: result.p50Ms,
        p99Ms: result.p99Ms,
        p999Ms: result.p999Ms,
        maxMs: result.maxMs,
        answers,
        sampledOutcomes: result.outcomes,
      };
    },
    async stop() {
      await caller.stop();
      await server.stop();
    },
  };
}

function readings(server, caller) {
  const { all, main } = cpuSeconds(server.pid);
  const { user, system } = process.cpuUsage();
  return {
    ...machineCpuSeconds(),
    server: all,
    serverMain: main,
    caller: cpuSeconds(caller.pid).all,
    bench: (user + system) / 1e6,
  };
}
