import type { PoolName } from '../../daemon/core/model.ts';
import type { ExpireTarget } from '../../daemon/sessions.ts';
import { administrate, backendIds } from './admin-steps.ts';
import { by, sessionLimit, type World } from './world.ts';

/** Few, so that they meet. */
const sessionIds: Readonly<Record<PoolName, readonly string[]>> = {
  default: Array.from({ length: 24 }, (_, i) => `s${i}`),
  sticky: Array.from({ length: 10 }, (_, i) => `t${i}`),
};
const pools = Object.keys(sessionIds);
const dayMs = 86_400_000;
const beatEveryMs = 5_000;

/** The session that was asked for last comes again and again, while its change is on the way. */
function pickId({ random, lastIds }: World, pool: PoolName): string {
  const id = random.chance(25) ? lastIds.get(pool) : undefined;
  return id ?? random.pick(sessionIds[pool]!);
}

type Step = (world: World) => void | Promise<void>;

function route(world: World, pool: PoolName, sessionId: string, validateOnly = false): void {
  const { random, judge, answers, store, engine } = world;
  const idleTimeoutMs = random.chance(5) ? random.between(1_000, 60_000) : 0;
  const wish = { pool, sessionId, clientIp: `192.0.2.${random.below(20)}`, idleTimeoutMs, validateOnly };
  const { batches } = store;
  if (sessionId !== '') world.lastIds.set(pool, sessionId);
  world.note(`${validateOnly ? 'preview' : 'route'} ${pool}/${sessionId}`);
  world.call(
    'route',
    () => engine.routing.route(wish),
    (answer) => {
      world.count(validateOnly ? 'previewed' : answer.outcome);
      answers.answered(wish, answer);
    },
    (kind) => {
      // Only what was refused right away can be judged: later, a claim that failed may have given its place back.
      if (store.batches !== batches || !store.isWritable) return;
      if (kind === 'no-eligible-backend' || kind === 'pool-full') answers.refused(pool, kind);
      const { allocated } = engine.table;
      if (kind === 'session-table-full' && allocated < sessionLimit) {
        judge.violated('refusal', `the table is full with ${allocated} sessions`);
      }
    },
  );
}

function end(world: World, pool: PoolName, sessionId: string): void {
  const { engine, answers } = world;
  world.lastIds.set(pool, sessionId);
  const answered = answers.endAsked(`${pool}/${sessionId}`);
  world.note(`end ${pool}/${sessionId}`);
  world.call('end', () => engine.routing.endSession(pool, sessionId, by.who), answered);
}

const routeOne: Step = (world) => {
  const pool = world.random.pick(pools);
  route(world, pool, pickId(world, pool));
};

const routeWithoutId: Step = (world) => route(world, 'default', '');

const preview: Step = (world) => {
  const pool = world.random.pick(pools);
  const { queued } = world.store;
  route(world, pool, pickId(world, pool), true);
  if (world.store.queued !== queued) world.judge.violated('preview', 'it changed something');
};

const endOne: Step = (world) => {
  const pool = world.random.pick(pools);
  end(world, pool, pickId(world, pool));
};

/** Callers of the same turn: of one session, of two, and of their ends. */
const routeAtOnce: Step = (world) => {
  const { random } = world;
  const pool = random.pick(pools);
  const ids = [pickId(world, pool), pickId(world, pool)];
  for (let i = random.between(2, 6); i > 0; i -= 1) {
    if (random.chance(85)) route(world, pool, random.pick(ids));
    else end(world, pool, random.pick(ids));
  }
};

const commit: Step = (world) => {
  const { random, store } = world;
  if (store.queued > 0) store.commit(random.chance(60) ? store.queued : random.between(1, store.queued));
};

const refuse: Step = (world) => {
  const { random, store } = world;
  if (store.queued === 0) return;
  world.note('the next changes are refused');
  world.count('refused');
  store.refuse(random.between(1, store.queued));
};

const breakDown: Step = (world) => {
  const { random, store } = world;
  if (store.queued === 0 || !store.isWritable) return;
  const some = random.between(1, store.queued);
  const inDoubt = random.chance(60);
  world.note(`the disk fails${inDoubt ? `, ${some} changes are in doubt` : ''}`);
  world.count(inDoubt ? 'in doubt' : 'broke down');
  if (inDoubt) store.breakDownInDoubt(some, random.chance(50));
  else store.breakDown(some);
};

const recover: Step = (world) => {
  if (world.store.isWritable) return;
  world.note('the disk recovers');
  world.store.recover();
};

const advance =
  (fromMs: number, toMs: number): Step =>
  (world) => {
    const { random, engine, store, disk } = world;
    const byMs = random.between(fromMs, toMs);
    world.note(`${byMs} ms pass`);
    engine.clock.advance(byMs);
    world.wallMs += byMs;
    if (store.isWritable) disk.beat(engine.clock.now() - random.below(Math.min(byMs, beatEveryMs)));
  };

const sweep: Step = (world) => {
  if ([...world.waiting.values()].includes('sweep')) return;
  world.note('sweep');
  world.call('sweep', () => world.engine.sweeper.sweep());
};

const touch: Step = (world) => {
  world.note('touches');
  world.call('touches', () => world.writeTouches());
};

const expire: Step = (world) => {
  const { random, engine, answers } = world;
  const pool = random.pick(pools);
  const sessionId = pickId(world, pool);
  const targets: readonly ExpireTarget[] = [
    ...[{ kind: 'session', pool, sessionId } as const, { kind: 'session', pool, sessionId } as const],
    ...[{ kind: 'backend', pool, backendId: random.pick(backendIds) } as const, { kind: 'all' } as const],
  ];
  const target = random.pick(targets);
  const validateOnly = random.chance(30);
  world.note(`expire ${Object.values(target).join(' ')}${validateOnly ? ' (preview)' : ''}`);
  const answered = answers.expireAsked(target, validateOnly);
  const options = { validateOnly, signal: new AbortController().signal };
  world.call('expire', () => engine.sessions.expireNow(target, options, by), answered);
};

const list: Step = (world) => {
  const { engine, answers } = world;
  world.note('list');
  const shown = async () => {
    const sessions = [];
    for (let from: number | null = 0; from !== null; ) {
      const page = await engine.sessions.list({ pool: '', backendId: '', fromSlot: from, pageSize: 7 });
      sessions.push(...page.sessions);
      from = page.nextSlot;
    }
    return sessions;
  };
  world.call('list', shown, (sessions) => answers.listed(sessions));
};

const restart: Step = (world) => {
  if (!world.store.isWritable) return;
  world.note('restart');
  world.count('restart');
  return world.restart();
};

const crash: Step = (world) => {
  const { random, store } = world;
  const standing = random.chance(50) ? random.below(store.queued + 1) : 0;
  world.note(`crash while ${store.queued} changes wait; ${standing} of them stand`);
  world.count('crash');
  return world.crash(standing);
};

/** What may happen next, and how often: in ten thousand steps. */
const shares: readonly (readonly [share: number, step: Step])[] = [
  [4_575, routeOne],
  [700, routeAtOnce],
  [100, routeWithoutId],
  [300, preview],
  [150, endOne],
  [2_050, commit],
  [25, refuse],
  [25, breakDown],
  [250, recover],
  [700, advance(1, 1_000)],
  [100, advance(1_000, 40_000)],
  [10, advance(60_000, 900_000)],
  [2, advance(dayMs, dayMs)],
  [200, sweep],
  [100, touch],
  [40, expire],
  [25, list],
  [10, restart],
  [10, crash],
  [628, administrate],
];

const drawn: readonly Step[] = shares.flatMap(([share, step]) => Array.from({ length: share }, () => step));

export function drawStep(world: World): Step {
  return world.random.pick(drawn);
}
