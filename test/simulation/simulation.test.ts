import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Outcome, simulate } from './simulation.ts';

/** One history after another: known seeds, and one that nobody has seen. */
const seeds = process.env.LBD_SIM_SEED ? [Number(process.env.LBD_SIM_SEED)] : [1, 2, 3, 4, randomInt(2 ** 31)];
const steps = Number(process.env.LBD_SIM_STEPS ?? 200_000);

/** What never happened was not tried. */
const mustHappen = [
  ...['kept', 'assigned', 'moved', 'previewed', 'end', 'list', 'history', 'sweep', 'touches', 'expire'],
  ...['refused', 'broke down', 'in doubt', 'restart', 'crash', 'no-eligible-backend', 'pool-full', 'home-unavailable'],
  ...['session-table-full', 'store-unavailable', 'answered after a hold', 'create', 'delete', 'settings', 'address'],
  ...['cordon', 'uncordon', 'undrain', 'pool', 'pool for a while', 'drain let-finish', 'drain move', 'drain hold'],
  ...['settle drains', 'move what drains', 'write off', 'healthy', 'unhealthy', 'report', 'instance', 'agent'],
  ...['move', 'pin', 'unpin', 'update labels', 'update lease', 'backend-drained', 'backend-removed', 'operator'],
  ...['backend-unhealthy', 'backend-restarted', 'connect-failed', 'written off', 'evicted', 'held at a deadline'],
  ...['ended at a deadline', 'moved while nobody asked', 'drained: deadline', 'drained: empty'],
];

describe('a simulated lbd on a faulty disk', () => {
  test.each(seeds)(
    `breaks no rule in ${steps.toLocaleString('en')} steps of seed %i`,
    { timeout: Math.max(120_000, steps) },
    async (seed) => {
      const outcome = await simulate({ seed, steps });
      expect(outcome.violations.slice(0, 3), replayOf(outcome)).toEqual([]);
      if (steps < 50_000) return;
      for (const what of mustHappen) expect(outcome.counts[what], `${what} never happened`).toBeGreaterThan(0);
    },
  );

  test('plays the same history again for the same seed, and another for another', async () => {
    const [first, again, other] = [
      await simulate({ seed: 7, steps: 3_000 }),
      await simulate({ seed: 7, steps: 3_000 }),
      await simulate({ seed: 8, steps: 3_000 }),
    ];
    expect(again).toEqual(first);
    expect(other?.counts).not.toEqual(first?.counts);
  });
});

function replayOf({ seed, steps: played, log }: Outcome): string {
  const command = `LBD_SIM_SEED=${seed} LBD_SIM_STEPS=${played} npm test -- test/simulation/simulation.test.ts`;
  return `broken at step ${played}; "${command}" plays it again. The last steps:\n${log.join('\n')}`;
}
