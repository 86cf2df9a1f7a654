import { removeFolder, runProgram, startLbd, temporaryFolder } from '../measure/children.mjs';
import { inTurns, ratios, spread } from '../measure/rounds.mjs';

const passes = 5;
const inFlight = 100;
const load = { sessions: 10_000, inFlight, warmUpMs: 1_500, forMs: 2_000 };
const run = (order) =>
  runProgram('../processes/route-cell.mjs', [JSON.stringify({ ...load, ...order })], { cores: '1' });

/** The client for programs: over its stream, and one call a route, as where a stream is refused. */
export const clientStream = {
  name: 'client-stream',
  title: `lbctl/client with ${inFlight} route() in flight: over its stream, and by unary calls`,
  setting: 'lbd with all its threads on core 0, the client on core 1; kept sessions; lbd started anew in each pass',
  async run() {
    const subject = [];
    const baseline = [];
    for (let pass = 0; pass < passes; pass += 1) {
      const folder = temporaryFolder();
      const { pid, port, stop } = await startLbd(folder, { cores: '0' });
      await run({ pid, port, form: 'client' }); // makes the sessions
      const cells = await inTurns(
        1,
        () => run({ pid, port, form: 'client' }),
        () => run({ pid, port, form: 'client by unary' }),
      );
      subject.push(...cells.subject);
      baseline.push(...cells.baseline);
      await stop();
      removeFolder(folder);
    }
    for (const { outcomes } of [...subject, ...baseline]) {
      if (Object.keys(outcomes).join() !== 'OUTCOME_KEPT') throw new Error(`lbd answered ${JSON.stringify(outcomes)}`);
    }
    const of = (cells, what) => cells.map((cell) => cell[what]);
    const line = (measure, unit, what, target) => ({
      measure,
      unit,
      baselineName: 'unary',
      subject: spread(of(subject, what)),
      baseline: spread(of(baseline, what)),
      value:
        what === 'perSecond'
          ? ratios(of(subject, what), of(baseline, what))
          : ratios(of(baseline, what), of(subject, what)),
      valueUnit: 'x',
      target,
    });
    return {
      lines: [
        line('routes a second', '/s', 'perSecond', { atLeast: 5 }),
        line('CPU a route, client', 'us', 'callerCpuUs', { atLeast: 5 }),
        line('CPU a route, lbd', 'us', 'cpuUs', null),
      ],
      notes: ['by unary the client, not lbd, is what is short of CPU'],
      cells: { subject, baseline },
    };
  },
};
