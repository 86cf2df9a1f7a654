import { credentials } from '@grpc/grpc-js';
import { AdminClient, RoutingClient } from '../../dist/proto/contract.js';
import { fillStore, removeFolder, startLbd, temporaryFolder } from '../measure/children.mjs';
import { spread } from '../measure/rounds.mjs';

/** How much longer lbd takes to start when its store holds many sessions. */
export const load = {
  name: 'load',
  title: 'start on a SQLite store, from spawn to the ready line, less the same on an empty store',
  setting: 'not pinned; the file is in the page cache; the journal is as long as it gets, a million lines',
  sized: true,
  async run({ sessions }) {
    const rounds = sessions > 1_000_000 ? 3 : 5;
    const empty = temporaryFolder();
    const full = temporaryFolder();
    await (await startLbd(empty)).stop();
    await fillStore(full, sessions, 'spread', { backends: 3 });

    const starts = { empty: [], orderly: [], killed: [] };
    for (let round = 0; round < rounds; round += 1) {
      starts.empty.push(await startAndStop(empty, 'SIGTERM', 0));
      starts.orderly.push(await startAndStop(full, 'SIGKILL', sessions));
      starts.killed.push(await startAndStop(full, 'SIGTERM', sessions));
    }
    removeFolder(empty);
    removeFolder(full);
    const of = (which, what) => starts[which].map((start) => start[what]);
    const line = (measure, which, what, target) => ({
      measure,
      unit: 'ms',
      baselineName: 'empty',
      subject: spread(of(which, what)),
      baseline: spread(of('empty', what)),
      value: starts[which].map((start, round) => start[what] - starts.empty[round][what]),
      valueUnit: 'ms',
      target,
    });
    const atMost = sessions > 1_000_000 ? 15_000 : 2_000;
    return {
      lines: [
        line('start after a stop in order', 'orderly', 'ms', { atMost }),
        line('the same, CPU', 'orderly', 'cpuMs', { atMost }),
        line('start after kill -9', 'killed', 'ms', null),
      ],
      notes: ['after a kill the file is checked as well, on another thread, before lbd is ready'],
      cells: starts,
    };
  },
};

/** Milliseconds to the ready line, and of CPU; proves that the sessions are there, and ends lbd by `signal`. */
async function startAndStop(folder, signal, expected) {
  const lbd = await startLbd(folder, { flags: ['--max-sessions-total', '16000000'] });
  const address = `127.0.0.1:${lbd.port}`;
  const status = await call(new AdminClient(address, credentials.createInsecure()), 'GetStatus', {});
  if (status.session_count !== expected) throw new Error(`lbd found ${status.session_count} sessions, not ${expected}`);
  if (expected > 0) {
    const request = { session_id: 'session-999' };
    const { outcome } = await call(new RoutingClient(address, credentials.createInsecure()), 'Route', request);
    if (outcome !== 'OUTCOME_KEPT') throw new Error(`a stored session was not kept but ${outcome}`);
  }
  await lbd.stop(signal);
  return { ms: lbd.readyAfterMs, cpuMs: lbd.readyAfterCpuMs };
}

function call(client, method, request) {
  return new Promise((resolve, reject) => {
    client[method](request, (error, response) => {
      client.close();
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
