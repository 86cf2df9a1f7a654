import { credentials } from '@grpc/grpc-js';
import { AdminClient } from '../../dist/proto/contract.js';
import { fillStore, removeFolder, temporaryFolder } from '../measure/children.mjs';
import { pacedText, watchedLbd } from '../measure/watched-lbd.mjs';
import { disturbedLines } from './disturbed-lines.mjs';

const sessions = 1_000_000;
const rounds = 3;
const forMs = 3_000;
const movesPerSecond = 20_000;
const backend_id = 'api-1';

/** A million sessions leave their backend; the clients' own are elsewhere, and must not notice. */
export const drain = {
  name: 'drain',
  title: `a drain of ${sessions.toLocaleString('en-US')} sessions while clients route, with somebody watching it`,
  setting: `lbd on core 0, clients on core 1; ${pacedText}, on other backends`,
  async run() {
    const moving = { quiet: [], disturbed: [] };
    const breaking = { quiet: [], disturbed: [] };
    const moved = [];
    for (let round = 0; round < rounds; round += 1) {
      const folder = temporaryFolder();
      await fillStore(folder, sessions, 'one');
      // Cordoned before the clients come: theirs is another backend.
      const prepare = ({ port }) => call(port, 'CordonBackend', { backend_id });
      const lbd = await watchedLbd(folder, { prepare });

      moving.quiet.push(await lbd.measure(forMs));
      await call(lbd.port, 'DrainBackend', {
        backend_id,
        mode: 'DRAIN_MODE_MOVE',
        rate: movesPerSecond,
        deadline: { seconds: 600 },
      });
      const watched = watch(lbd.port);
      moving.disturbed.push(await lbd.measure(forMs));
      const before = await heldBy(lbd.port);
      moved.push((sessions - before) / (forMs / 1_000));
      watched.cancel();
      await call(lbd.port, 'UndrainBackend', { backend_id });
      await call(lbd.port, 'CordonBackend', { backend_id });

      breaking.quiet.push(await lbd.measure(forMs));
      await call(lbd.port, 'DrainBackend', { backend_id, mode: 'DRAIN_MODE_LET_FINISH', deadline: { seconds: 1 } });
      const deadline = watch(lbd.port);
      breaking.disturbed.push(await lbd.measure(forMs));
      deadline.cancel();
      const left = await heldBy(lbd.port);
      if (left > 0) throw new Error(`${left} sessions are still at home after the deadline`);
      await lbd.stop();
      removeFolder(folder);
    }
    return {
      lines: [
        ...disturbedLines(`${movesPerSecond / 1_000},000 moves a second`, moving),
        ...disturbedLines('the deadline that lets go of all', breaking),
      ],
      notes: [
        `moved a second: ${moved.map(Math.round).join(', ')}`,
        'the loop’s turns are CPU time of the main thread, without waiting for a core',
      ],
      cells: { moving, breaking },
    };
  },
};

async function heldBy(port) {
  const { session_count } = await call(port, 'GetBackend', { backend_id });
  return session_count;
}

function watch(port) {
  const client = new AdminClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const stream = client.WatchDrain({ backend_id });
  stream.on('data', () => {});
  stream.on('error', () => client.close());
  stream.on('end', () => client.close());
  return stream;
}

function call(port, method, request) {
  const client = new AdminClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client[method](request, (error, response) => {
      client.close();
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}
