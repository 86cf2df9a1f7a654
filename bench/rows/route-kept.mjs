import { removeFolder, startLbd, startNoOp, temporaryFolder } from '../measure/children.mjs';
import { inTurns } from '../measure/rounds.mjs';
import { loadedServer } from '../measure/served.mjs';
import { callLines } from './call-lines.mjs';

const rounds = 7;
const sessions = 10_000;
const load = { inFlight: 100, forMs: 3_000 };

/** Route on sessions that are at home, against a server that does nothing but answer. */
export const routeKept = {
  name: 'route-kept',
  title: `Route on ${sessions.toLocaleString('en-US')} kept sessions, 100 in flight on one connection`,
  setting: 'each server with all its threads on core 0, its callers on core 1',
  async run() {
    const folder = temporaryFolder();
    const lbd = await loadedServer(await startLbd(folder, { cores: '0' }), { sessions });
    const noOp = await loadedServer(await startNoOp({ cores: '0' }), { sessions });
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
    if ([...outcomes].join() !== 'OUTCOME_KEPT') throw new Error(`not every session was kept: ${[...outcomes]}`);
    return callLines('no-op unary', cells, { atLeast: 0.9, cpuAtLeast: 0.9 });
  },
};
