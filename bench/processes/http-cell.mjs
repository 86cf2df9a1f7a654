// Asks one HTTP server by keep-alive connections, each with a client of its own and its cookies, and prints what it took:
// node http-cell.mjs '{"pid":…,"port":…,"connections":64,"warmUpMs":…,"forMs":…}'
import { Agent, request } from 'node:http';
import { cpuSeconds, machineCpuSeconds } from '../measure/machine.mjs';

const { pid, port, connections, warmUpMs, forMs } = JSON.parse(process.argv[2]);

function aClient() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let cookie = '';
  const ask = () =>
    new Promise((resolve, reject) => {
      const headers = cookie === '' ? {} : { cookie };
      request({ host: '127.0.0.1', port, agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        const given = response.headers['set-cookie'];
        if (given !== undefined) cookie = given.map((line) => line.split(';')[0]).join('; ');
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
  return { ask, end: () => agent.destroy() };
}

const clients = Array.from({ length: connections }, aClient);

async function run(forHowLongMs) {
  const latencies = [];
  const startedAtMs = performance.now();
  const endAtMs = startedAtMs + forHowLongMs;
  const goOn = async (client) => {
    for (let atMs = performance.now(); atMs < endAtMs; ) {
      await client.ask();
      const nowMs = performance.now();
      latencies.push(nowMs - atMs);
      atMs = nowMs;
    }
  };
  await Promise.all(clients.map(goOn));
  return { latencies, seconds: (performance.now() - startedAtMs) / 1_000 };
}

await run(warmUpMs);
const before = { server: cpuSeconds(pid).all, busy: machineCpuSeconds().busy };
const own = process.cpuUsage();
const { latencies, seconds } = await run(forMs);
const { user, system } = process.cpuUsage(own);
const server = cpuSeconds(pid).all - before.server;
for (const client of clients) client.end();
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    perSecond: latencies.length / seconds,
    cpuUs: (server / latencies.length) * 1e6,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)],
    callerCores: (user + system) / 1e6 / seconds,
    foreignCores: Math.max(0, (machineCpuSeconds().busy - before.busy - server - (user + system) / 1e6) / seconds),
  }),
);
