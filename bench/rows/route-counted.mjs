import { runProgram } from '../measure/children.mjs';
import { inTurns, ratios, spread } from '../measure/rounds.mjs';

const rounds = 7;
const run = (how) => runProgram('../processes/kept-routes.mjs', [how], { cores: '1' });

/** What metrics cost the way of a kept route: the same route counted once, and counted twice. */
export const routeCounted = {
  name: 'route-counted',
  title: 'a kept Route without the wire, counted for /metrics once and once more',
  setting: 'each in a fresh process on core 1; 10,000 sessions, three million routes; CPU time',
  async run() {
    const cells = await inTurns(
      rounds,
      () => run('counted'),
      () => run('plain'),
    );
    const of = (side) => side.map(({ routeNs }) => routeNs);
    const [twice, once] = [of(cells.subject), of(cells.baseline)];
    const added = twice.map((ns, round) => ns - once[round]);
    const line = { unit: 'ns', baselineName: 'once', subject: spread(twice), baseline: spread(once) };
    return {
      lines: [
        { ...line, measure: 'CPU, beside once', value: ratios(twice, once), valueUnit: 'x', target: { atMost: 1.05 } },
        { ...line, measure: 'CPU that counting adds', value: added, valueUnit: 'ns', target: null },
      ],
      notes: ['counting is one addition, and two looks at the clock for one route in 64'],
      cells,
    };
  },
};
