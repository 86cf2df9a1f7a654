import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { AdminClient, RoutingClient } from '../../dist/proto/contract.js';
import { removeFolder, runProgram, startLbd, temporaryFolder } from '../measure/children.mjs';
import { spread } from '../measure/rounds.mjs';

const rounds = 5;
const sessions = 1_000_000;

/** How much longer lbd takes to start when its store holds a million sessions. */
export const load1m = {
  name: 'load-1m',
  title: `start on a SQLite store with ${sessions.toLocaleString('en-US')} sessions, from spawn to the ready line, less the same on an empty store`,
  setting: 'not pinned; the file is in the page cache',
  async run() {
    const empty = temporaryFolder();
    const full = temporaryFolder();
    await (await startLbd(empty)).stop();
    await (await startLbd(full)).stop();
    await runProgram('../processes/fill-store.mjs', [join(full, 'data'), String(sessions)]);

    const emptyMs = [];
    const orderlyMs = [];
    const killedMs = [];
    for (let round = 0; round < rounds; round += 1) {
      emptyMs.push(await startAndStop(empty, 'SIGTERM', 0));
      orderlyMs.push(await startAndStop(full, 'SIGKILL', sessions));
      killedMs.push(await startAndStop(full, 'SIGTERM', sessions));
    }
    removeFolder(empty);
    removeFolder(full);
    const line = (measure, startsMs, target) => ({
      measure,
      unit: 'ms',
      baselineName: 'empty',
      subject: spread(startsMs),
      baseline: spread(emptyMs),
      value: startsMs.map((ms, round) => ms - emptyMs[round]),
      valueUnit: 'ms',
      target,
    });
    return {
      lines: [
        line('start after a stop in order', orderlyMs, { atMost: 2_000 }),
        line('start after kill -9', killedMs, null),
      ],
      notes: ['after a kill the file is checked as well, on another thread, before lbd is ready'],
      cells: { emptyMs, orderlyMs, killedMs },
    };
  },
};

/** Milliseconds to the ready line; proves that the sessions are there, and ends lbd by `signal`. */
async function startAndStop(folder, signal, expected) {
  const lbd = await startLbd(folder);
  const address = `127.0.0.1:${lbd.port}`;
  const status = await call(new AdminClient(address, credentials.createInsecure()), 'GetStatus', {});
  if (status.session_count !== expected) throw new Error(`lbd found ${status.session_count} sessions, not ${expected}`);
  if (expected > 0) {
    const request = { session_id: `session-${expected - 1}` };
    const { outcome } = await call(new RoutingClient(address, credentials.createInsecure()), 'Route', request);
    if (outcome !== 'OUTCOME_KEPT') throw new Error(`a stored session was not kept but ${outcome}`);
  }
  await lbd.stop(signal);
  return lbd.readyAfterMs;
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
