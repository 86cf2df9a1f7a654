import { describe, expect, test } from 'vitest';
import { lifeMutations } from './life-mutations.ts';
import { withMutated } from './mutated-program.ts';
import { mutations } from './mutations.ts';
import { simulate } from './simulation.ts';

/** Histories of so many steps, one after another, until the fault is found. */
const seeds = Array.from({ length: 16 }, (_, i) => i + 1);
const steps = 60_000;

describe('the simulation finds out when', () => {
  test.each([...mutations, ...lifeMutations])('$name', async (mutation) => {
    const found = await withMutated(mutation, async (program) => {
      let played = 0;
      for (const seed of seeds) {
        const outcome = await simulate({ seed, steps, program });
        played += outcome.steps;
        const [first] = outcome.violations;
        if (first !== undefined) return { first, played };
      }
      return undefined;
    });
    expect(found, `not found in ${seeds.length * steps} steps`).toBeDefined();
    if (process.env.LBD_SIM_REPORT) console.log(`${mutation.name} | ${found?.first} | ${found?.played}`);
    expect(mutation.breaks).toContain(found?.first.split(':')[0]);
  });

  test('and it finds nothing in the same build without a fault', async () => {
    const unchanged = { name: 'unchanged', faults: [], breaks: [] };
    expect(
      await withMutated(unchanged, async (program) => (await simulate({ seed: 1, steps, program })).violations),
    ).toEqual([]);
  });
});
