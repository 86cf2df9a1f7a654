import { removeFolder, startLbd, startNoOp, temporaryFolder } from '../measure/children.mjs';
import { pinThread } from '../measure/machine.mjs';
import { inTurns } from '../measure/rounds.mjs';
import { loadedServer } from '../measure/served.mjs';
import { callLines } from './call-lines.mjs';

const rounds = 7;
const load = { inFlight: 100, forMs: 3_000 };

/** A new session for each Route, on disk before it is answered (synchronous=FULL). */
export const routeNewDurable = {
  name: 'route-new-durable',
  title: 'Route without a session id, 100 callers: a new durable session each',
  // The writer's thread waits for the disk most of its time; on the main thread's core it would pay for each wait with
  // a switch, and no deployment pins it there. The callers take a tenth of core 1.
  setting: 'main thread on core 0, other threads (the writer, in lbd) on either core, callers on core 1',
  async run() {
    const folder = temporaryFolder();
    const lbd = await start(await startLbd(folder));
    const noOp = await start(await startNoOp({ flags: ['--assigned'] }));
    await noOp.warmUp(load);
    await lbd.warmUp(load);
    const cells = await inTurns(
      rounds,
      () => lbd.measure(load),
      () => noOp.measure(load),
    );
    await lbd.stop();
    await noOp.stop();
    removeFolder(folder);
    const outcomes = new Set(cells.subject.flatMap(({ sampledOutcomes }) => Object.keys(sampledOutcomes)));
    if ([...outcomes].join() !== 'OUTCOME_ASSIGNED') throw new Error(`not every session was new: ${[...outcomes]}`);
    return callLines('no-op unary', cells, { atLeast: 0.7 });
  },
};

function start(server) {
  pinThread(server.pid, '0');
  return loadedServer(server, { sessions: 0 });
}
