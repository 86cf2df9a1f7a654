import { removeFolder, startLbd, startNoOp, temporaryFolder } from './children.mjs';
import { pinOtherThreads, pinThread } from './machine.mjs';
import { inQuietTurns } from './rounds.mjs';
import { loadedServer } from './served.mjs';

// What the compiler makes of a server differs from one start of it to the next, by 3 % and more: each pass starts both
// anew, so that luck is in the spread and not in the figure.
const usualPasses = 5;
const roundsPerPass = 2;
const load = { inFlight: 100, forMs: 2_000 };
const warmUp = { inFlight: 100, forMs: 1_500 };

/**
 * lbd and a baseline under the same load in turns, started anew in each pass.
 *
 * @param {{
 *   sessions: number, pin: 'process' | 'main thread', noOpFlags?: string[], outcome: string, passes?: number,
 *   startBaseline?: (folder: string) => Promise<object>,
 * }} of `sessions` is how many known ids are drawn from, 0 for calls without an id; `outcome` is what every sampled
 *   answer must say; the baseline is the no-op unless told otherwise
 * @returns cells by round
 */
export async function servedPairs({ sessions, pin, noOpFlags = [], outcome, passes = usualPasses, startBaseline }) {
  const subject = [];
  const baseline = [];
  const cores = pin === 'process' ? '0' : undefined;
  for (let pass = 0; pass < passes; pass += 1) {
    const folder = temporaryFolder();
    const lbd = await open(await startLbd(folder, { cores }));
    const ownFolder = temporaryFolder();
    const noOp = await open(await (startBaseline?.(ownFolder) ?? startNoOp({ cores, flags: noOpFlags })));
    await noOp.warmUp(warmUp);
    await lbd.warmUp(warmUp);
    const cells = await inQuietTurns(
      roundsPerPass,
      () => lbd.measure(load),
      () => noOp.measure(load),
    );
    subject.push(...cells.subject);
    baseline.push(...cells.baseline);
    await lbd.stop();
    await noOp.stop();
    removeFolder(folder);
    removeFolder(ownFolder);
  }
  const seen = new Set(subject.flatMap(({ sampledOutcomes }) => Object.keys(sampledOutcomes)));
  if ([...seen].join() !== outcome)
    throw new Error(`lbd was to answer ${outcome}, and answered ${[...seen].join(', ')}`);
  return { subject, baseline };

  function open(server) {
    if (pin === 'main thread') {
      pinThread(server.pid, '0');
      pinOtherThreads(server.pid, '1');
    }
    return loadedServer(server, { sessions });
  }
}
