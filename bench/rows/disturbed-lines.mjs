import { ratios, spread } from '../measure/rounds.mjs';

/** The lines that tell how much Routes suffer from something else that lbd does, beside what they have when it is quiet. */
export function disturbedLines(what, { quiet, disturbed }) {
  const of = (cells, which) => cells.map((cell) => cell[which]);
  const stall = (cells, which) => cells.map((cell) => cell.stalls[which]);
  return [
    {
      measure: `Route's p99 during ${what}`,
      unit: 'ms',
      baselineName: 'quiet',
      subject: spread(of(disturbed, 'p99Ms')),
      baseline: spread(of(quiet, 'p99Ms')),
      value: ratios(of(disturbed, 'p99Ms'), of(quiet, 'p99Ms')),
      valueUnit: 'x',
      target: { atMost: 2 },
    },
    {
      measure: `longest turn of the loop during ${what}`,
      unit: 'ms',
      baselineName: 'quiet',
      subject: spread(stall(disturbed, 'maxMs')),
      baseline: spread(stall(quiet, 'maxMs')),
      value: stall(disturbed, 'maxMs'),
      valueUnit: 'ms',
      target: { atMost: 15 },
    },
  ];
}
