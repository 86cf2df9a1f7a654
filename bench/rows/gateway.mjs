import { removeFolder, runProgram, startLbd, startProgram, temporaryFolder } from '../measure/children.mjs';
import { inQuietTurns, ratios, spread } from '../measure/rounds.mjs';

const passes = 3;
const roundsPerPass = 2;
const connections = 64;
const load = { connections, warmUpMs: 1_000, forMs: 2_000 };
const cell = (server) =>
  runProgram('../processes/http-cell.mjs', [JSON.stringify({ ...server, ...load })], { cores: '1' });

/** A kept session through the gateway, against the least that forwards HTTP by the same library. */
export const gateway = {
  name: 'gateway',
  title: `The HTTP gateway, kept sessions on ${connections} keep-alive connections, tiny bodies`,
  setting:
    'each server with all its threads on core 0, the clients and the backend on core 1; started anew in each pass',
  async run() {
    const subject = [];
    const baseline = [];
    for (let pass = 0; pass < passes; pass += 1) {
      const folder = temporaryFolder();
      const backend = await startProgram('backend', 'http-backend.mjs', [], '1');
      const address = `127.0.0.1:${backend.port}`;
      const relay = await startProgram('relay', 'http-relay.mjs', [address], '0');
      const lbd = await startLbd(folder, { cores: '0', addresses: [address], flags: ['--gateway', '127.0.0.1:0'] });
      const port = Number(lbd.ready.gateway.split(':').at(-1));
      const cells = await inQuietTurns(
        roundsPerPass,
        () => cell({ pid: lbd.pid, port }),
        () => cell({ pid: relay.pid, port: relay.port }),
      );
      subject.push(...cells.subject);
      baseline.push(...cells.baseline);
      for (const server of [lbd, relay, backend]) await server.stop();
      removeFolder(folder);
    }
    const of = (cells, what) => cells.map((each) => each[what]);
    const line = (measure, unit, what, target) => ({
      measure,
      unit,
      baselineName: 'bare undici relay',
      subject: spread(of(subject, what)),
      baseline: spread(of(baseline, what)),
      value: ratios(of(subject, what), of(baseline, what)),
      valueUnit: 'x',
      target,
    });
    return {
      lines: [
        line('CPU a request', 'us', 'cpuUs', { atMost: 1.25 }),
        line('p99', 'ms', 'p99Ms', { atMost: 2 }),
        line('requests a second', '/s', 'perSecond', null),
      ],
      notes: ['the clients share their core with the backend: rates are theirs, CPU is the server’s'],
      cells: { subject, baseline },
    };
  },
};
