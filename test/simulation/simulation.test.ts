import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { simulate } from './simulation.ts';

/** One life after another: known seeds, and one that nobody has seen. */
const seeds = process.env.LBD_SIM_SEED ? [Number(process.env.LBD_SIM_SEED)] : [1, 2, 3, 4, randomInt(2 ** 31)];
const steps = Number(process.env.LBD_SIM_STEPS ?? 60_000);

describe('a simulated lbd on a faulty disk', () => {
  test.each(seeds)(
    `breaks no rule in ${steps} steps (seed %i)`,
    { timeout: Math.max(600_000, steps) },
    async (seed) => {
      const { violations, log, counts, steps: played } = await simulate(seed, steps);
      const replay = `LBD_SIM_SEED=${seed}, step ${played}; before it: ${log.join('; ')}`;
      expect(violations.slice(0, 3), replay).toEqual([]);
      // What never happened was not tried.
      for (const what of [
        'kept',
        'assigned',
        'moved',
        'crashed',
        'in-doubt',
        'refused',
        'restart',
        'expire',
        'sweep',
      ]) {
        expect(counts[what], `${what} never happened`).toBeGreaterThan(0);
      }
    },
  );
});
