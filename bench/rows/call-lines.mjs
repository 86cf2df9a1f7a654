import { ratios, spread } from '../measure/rounds.mjs';

/** The lines of a row that loads two servers: by rate, by CPU of the process, by CPU of its main thread. */
export function callLines(baselineName, { subject, baseline }, { atLeast, cpuAtLeast = null }) {
  const of = (cells, what) => cells.map((cell) => cell[what]);
  const line = (measure, unit, what, target, inverse) => ({
    measure,
    unit,
    baselineName,
    subject: spread(of(subject, what)),
    baseline: spread(of(baseline, what)),
    value: inverse ? ratios(of(baseline, what), of(subject, what)) : ratios(of(subject, what), of(baseline, what)),
    valueUnit: 'x',
    target,
  });
  const most = (what) => Math.max(...of(subject, what), ...of(baseline, what));
  return {
    lines: [
      line('calls a second', '/s', 'perSecond', { atLeast }, false),
      line('CPU a call, process', 'us', 'cpuUs', cpuAtLeast === null ? null : { atLeast: cpuAtLeast }, true),
      line('CPU a call, main thread', 'us', 'mainThreadCpuUs', null, true),
    ],
    notes: [
      `callers used at most ${most('callerCores').toFixed(2)} of their core; others by cell ${shares(subject, baseline, 'foreignCores')} cores, stolen at most ${most('stolenCores').toFixed(2)}`,
      `p50 ${latency(subject, baseline, 'p50Ms')}, p99 ${latency(subject, baseline, 'p99Ms')} (a closed loop: half the rate is twice the wait)`,
    ],
    cells: { subject, baseline },
  };

  function shares(a, b, what) {
    const { min, median, max } = spread([...of(a, what), ...of(b, what)]);
    return [min, median, max].map((value) => value.toFixed(2)).join('/');
  }

  function latency(a, b, what) {
    return `${spread(of(a, what)).median.toFixed(1)} ms beside ${spread(of(b, what)).median.toFixed(1)} ms`;
  }
}
