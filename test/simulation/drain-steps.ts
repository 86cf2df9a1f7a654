import type { BackendRow } from '../../daemon/core/model.ts';
import { backendIds } from './admin-steps.ts';
import { drainDeadlinesMs, isOver } from './drain-rules.ts';
import { by, type Step } from './world.ts';

/** Any plan; asked of one that drains already, it changes what it says and no more. */
export const drain: Step = (world) => {
  const { random, engine } = world;
  const pool = random.chance(70) ? 'default' : 'sticky';
  const id = random.pick(backendIds);
  const wish = {
    deadlineMs: random.pick([0, null, ...drainDeadlinesMs]),
    idleDeadlineMs: random.pick([null, null, 0, 3_000, 15_000]),
    mode: random.pick([null, 'let-finish', 'move', 'hold'] as const),
    atDeadline: random.pick([null, 'move', 'expire', 'hold'] as const),
    to: random.chance(40) ? random.pick(['', ...backendIds]) : null,
    rate: random.pick([null, 0, 2]),
  };
  world.note(`drain ${pool}/${id} ${JSON.stringify(wish)}`);
  world.count(`drain ${wish.mode}`);
  world.call('drain', () => engine.drains.drain(pool, id, wish, by));
};

/** What is over ends: deadlines that passed, and backends nobody is left on. */
export const settleDrains: Step = (world) => {
  const { engine, judge, store } = world;
  if (world.isKeepingHouse()) return;
  const { failures } = store;
  const { model } = judge;
  const isDue = (row: BackendRow): boolean =>
    row.admin === 'draining' &&
    !row.removed &&
    (isOver(judge, row) || (row.drain?.mode !== 'hold' && judge.load(row.no) === 0));
  const due = world.waiting.size === 0 ? [...model.backends.values()].filter(isDue) : [];
  world.note('settle drains');
  world.call(
    'settle drains',
    () => engine.drains.settle(),
    () => {
      if (store.failures > failures) return;
      for (const row of due) {
        if (model.backends.get(row.no) === row && isDue(row)) judge.violated('drain', `${row.id} is over, and goes on`);
      }
    },
  );
};

/** One step of every drain that moves sessions while nobody asks. */
export const stepDrains: Step = (world) => {
  if (world.isKeepingHouse()) return;
  world.note('move what drains');
  world.decisions.rates.stepBegins();
  world.call('move what drains', () => world.engine.mover.step());
};
