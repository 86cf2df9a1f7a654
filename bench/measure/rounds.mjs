/** What others may use in a cell that counts as quiet: the system's own daemons stay under it. */
const quietCores = 0.1;

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

/**
 * The same, with up to twice the rounds, of which those are kept in which the rest of the machine used least CPU: it
 * is chosen by what others did, never by what came out. Stops as soon as enough rounds were quiet.
 */
export async function inQuietTurns(rounds, measureSubject, measureBaseline) {
  const taken = [];
  const othersIn = ({ baseline, subject }) => Math.max(baseline.foreignCores, subject.foreignCores);
  for (let round = 0; round < 2 * rounds; round += 1) {
    const baseline = await measureBaseline(round);
    taken.push({ baseline, subject: await measureSubject(round) });
    if (taken.filter((turn) => othersIn(turn) <= quietCores).length >= rounds) break;
  }
  const kept = taken.sort((a, b) => othersIn(a) - othersIn(b)).slice(0, rounds);
  return { subject: kept.map(({ subject }) => subject), baseline: kept.map(({ baseline }) => baseline) };
}

/** The ratio of each round. */
export function ratios(numerators, denominators) {
  return numerators.map((value, round) => value / denominators[round]);
}
