import { removeFolder, runProgram, startLbd, temporaryFolder } from '../measure/children.mjs';
import { ratios, spread } from '../measure/rounds.mjs';

const passes = 5;
const perMessage = 64;
const stream = { form: 'stream', perMessage, inFlight: 16 };
const unary = { form: 'unary', inFlight: 100 };
// A multiple of the routes in a message: each form asks for all of them.
const load = { sessions: 156 * perMessage, warmUpMs: 1_500, forMs: 2_000 };
const run = (order) =>
  runProgram('../processes/route-cell.mjs', [JSON.stringify({ ...load, ...order })], { cores: '1' });

/** Many routes a message, against a stream that only answers, and against one call a route. */
export const routeStream = {
  name: 'route-stream',
  title: `RouteStream with ${perMessage} kept routes a message, ${stream.inFlight} messages in flight`,
  setting: 'each server with all its threads on core 0, its callers on core 1; servers started anew in each pass',
  async run() {
    const cells = { noOp: [], lbd: [], unary: [] };
    for (let pass = 0; pass < passes; pass += 1) {
      const folder = temporaryFolder();
      const { pid, port, stop } = await startLbd(folder, { cores: '0' });
      const lbd = { pid, port };
      await run({ ...lbd, ...stream }); // makes the sessions
      cells.noOp.push(await run(stream));
      cells.lbd.push(await run({ ...lbd, ...stream }));
      cells.unary.push(await run({ ...lbd, ...unary }));
      await stop();
      removeFolder(folder);
    }
    for (const { outcomes } of [...cells.lbd, ...cells.unary]) {
      if (Object.keys(outcomes).join() !== 'OUTCOME_KEPT') throw new Error(`lbd answered ${JSON.stringify(outcomes)}`);
    }
    const of = (name, what) => cells[name].map((cell) => cell[what]);
    const line = (measure, unit, what, baseline, target) => ({
      measure,
      unit,
      baselineName: baseline === 'noOp' ? 'no-op stream' : 'unary',
      subject: spread(of('lbd', what)),
      baseline: spread(of(baseline, what)),
      value:
        what === 'perSecond'
          ? ratios(of('lbd', what), of(baseline, what))
          : ratios(of(baseline, what), of('lbd', what)),
      valueUnit: 'x',
      target: target === null ? null : { atLeast: target },
    });
    return {
      lines: [
        line('routes a second', '/s', 'perSecond', 'noOp', 0.4),
        line('CPU a route', 'us', 'cpuUs', 'noOp', 0.4),
        line('CPU a route', 'us', 'cpuUs', 'unary', 10),
        line('routes a second', '/s', 'perSecond', 'unary', null),
      ],
      notes: [
        `callers used at most ${Math.max(...of('noOp', 'callerCores'), ...of('lbd', 'callerCores')).toFixed(2)} of their core`,
      ],
      cells,
    };
  },
};
