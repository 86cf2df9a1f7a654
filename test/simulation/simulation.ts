import { LbError } from '../../daemon/core/errors.ts';
import { UnknownOutcome } from '../../daemon/core/ports.ts';
import { startEngine } from '../../daemon/engine.ts';
import { layOut } from './admin-steps.ts';
import { drawStep } from './steps.ts';
import { type Program, World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  /** How many were played: fewer than were asked for when a rule was broken. */
  readonly steps: number;
  /** What went on, by name: a simulation in which something never happens shows nothing of it. */
  readonly counts: Readonly<Record<string, number>>;
  /** Empty when all went well; else the first is what matters. */
  readonly violations: readonly string[];
  /** The last steps before the end. */
  readonly log: readonly string[];
}

const lbd: Program = { startEngine, LbError, UnknownOutcome };

const maxWaiting = 16;
const recountEvery = 32;
const quietEvery = 500;

/**
 * Plays one lbd on a faulty disk and virtual time, and holds every decision, commit and answer against a model. The
 * same seed plays the same steps; it ends at the first rule that is broken.
 */
export async function simulate(wish: Wish): Promise<Outcome> {
  const { now } = performance;
  // Long walks give way after a millisecond: how far each comes would be another one each time.
  performance.now = () => 0;
  try {
    return await play(wish);
  } finally {
    performance.now = now;
  }
}

interface Wish {
  readonly seed: number;
  readonly steps: number;
  readonly program?: Program;
}

async function play({ seed, steps, program = lbd }: Wish): Promise<Outcome> {
  const world = new World(seed, program);
  const { judge } = world;
  await world.boot();
  await layOut(world);
  let step = 0;
  while (step < steps && judge.violations.length === 0) {
    step += 1;
    await drawStep(world)(world);
    await world.settle();
    while (world.waiting.size - world.engine.holds.count > maxWaiting && world.store.isWritable) {
      world.store.commit(world.store.queued);
      await world.settle();
    }
    if (step % quietEvery === 0) await world.quiet();
    else if (step % recountEvery === 0) world.recount();
  }
  if (judge.violations.length === 0) await world.quiet();
  return { seed, steps: step, counts: world.counts, violations: judge.violations, log: world.log };
}
