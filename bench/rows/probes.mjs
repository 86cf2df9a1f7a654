import { runProgram } from '../measure/children.mjs';
import { spread } from '../measure/rounds.mjs';

const count = 1_000;
const rounds = 3;

/** Looking at many backends a second: how smooth is it? */
export const probes = {
  name: 'probes',
  title: `${count.toLocaleString('en-US')} backends, each probed over HTTP every second`,
  setting:
    'not pinned; the backends in a process of their own; CPU time of the main thread from one 1 ms timer to the next',
  async run() {
    const cells = [];
    for (let round = 0; round < rounds; round += 1) {
      const cell = await runProgram('../processes/probing.mjs', [String(count), 'http']);
      if (cell.healthy !== count) throw new Error(`${cell.healthy} of ${count} backends were found healthy`);
      cells.push(cell);
    }
    const line = (measure, what, target) => {
      const value = cells.map(({ probing }) => probing[what]);
      const baseline = spread(cells.map(({ idle }) => idle[what]));
      return {
        measure,
        unit: 'ms',
        baselineName: 'idle',
        subject: spread(value),
        baseline,
        value,
        valueUnit: 'ms',
        target,
      };
    };
    const cores = cells.map(({ probing }) => probing.cores);
    return {
      lines: [
        line('longest turn of the loop', 'maxMs', { atMost: 10 }),
        line('p99 of its turns', 'p99Ms', null),
        { measure: 'CPU', unit: 'cores', subject: spread(cores), value: cores, valueUnit: 'cores', target: null },
      ],
      notes: [
        `looks a second ${cells.map(({ looksPerSecond }) => Math.round(looksPerSecond)).join(', ')}, most in 10 ms ${cells.map(({ mostIn10Ms }) => mostIn10Ms).join(', ')}; first round after ${cells.map(({ firstRoundMs }) => `${Math.round(firstRoundMs)} ms`).join(', ')}`,
      ],
      cells,
    };
  },
};
