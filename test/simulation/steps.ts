import { administrate } from './admin-steps.ts';
import {
  askAgainInDoubt,
  endOne,
  expireSome,
  list,
  preview,
  route,
  routeAtOnce,
  routeOne,
  routeWithoutId,
} from './call-steps.ts';
import { breakDown, commit, crash, recover, refuse, restart, sweep, touch } from './disk-steps.ts';
import { drain, settleDrains, stepDrains } from './drain-steps.ts';
import {
  hearAgent,
  report,
  restartBackend,
  seeMostUnwell,
  seeUnwell,
  seeWell,
  tidy,
  writeOff,
} from './health-steps.ts';
import { changeSession, readHistory } from './session-steps.ts';
import type { Step, World } from './world.ts';

const dayMs = 86_400_000;
function pass(world: World, byMs: number): void {
  world.note(`${byMs} ms pass`);
  world.pass(byMs);
}

const advance =
  (fromMs: number, toMs: number): Step =>
  (world) =>
    pass(world, world.random.between(fromMs, toMs));

/** To the last millisecond of a lease, or to the first after it. */
const advanceToTheEnd: Step = (world) => {
  const { random, judge, engine } = world;
  const sessions = [...judge.model.sessions.values()].filter(({ pool }) => pool === 'default');
  if (sessions.length === 0) return;
  const session = random.pick(sessions);
  const byMs = judge.model.endsAtMs(session) - engine.clock.now() - random.below(2);
  if (byMs <= 0 || !world.store.isWritable) return;
  pass(world, byMs);
  route(world, session.pool, session.sessionId);
};

/** What may happen next, and how often: in ten thousand steps. */
const shares: readonly (readonly [share: number, step: Step])[] = [
  [3_600, routeOne],
  [700, routeAtOnce],
  [100, routeWithoutId],
  [300, preview],
  [120, endOne],
  [2_050, commit],
  [25, refuse],
  [25, breakDown],
  [250, recover],
  [700, advance(1, 1_000)],
  [100, advance(1_000, 40_000)],
  [20, advanceToTheEnd],
  [10, advance(60_000, 900_000)],
  [2, advance(dayMs, dayMs)],
  [200, sweep],
  [100, touch],
  [100, askAgainInDoubt],
  [40, expireSome],
  [25, list],
  [10, restart],
  [10, crash],
  [520, administrate],
  [200, changeSession],
  [2, readHistory],
  [110, drain],
  [150, settleDrains],
  [120, stepDrains],
  [120, seeWell],
  [60, seeUnwell],
  [3, seeMostUnwell],
  [60, report],
  [10, restartBackend],
  [10, hearAgent],
  [60, writeOff],
  [10, tidy],
];

const drawn: readonly Step[] = shares.flatMap(([share, step]) => Array.from({ length: share }, () => step));

export function drawStep(world: World): Step {
  return world.random.pick(drawn);
}
