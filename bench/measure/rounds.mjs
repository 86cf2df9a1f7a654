/** Smallest, middle and largest of some figures. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

/**
 * Measures two sides in turns, A B A B, so that what else the machine does meets both alike; a ratio is only ever
 * taken within a round.
 *
 * @returns {Promise<{ subject: T[], baseline: T[] }>} by round
 * @template T
 */
export async function inTurns(rounds, measureSubject, measureBaseline) {
  const subject = [];
  const baseline = [];
  for (let round = 0; round < rounds; round += 1) {
    baseline.push(await measureBaseline(round));
    subject.push(await measureSubject(round));
  }
  return { subject, baseline };
}

/** The ratio of each round. */
export function ratios(numerators, denominators) {
  return numerators.map((value, round) => value / denominators[round]);
}
