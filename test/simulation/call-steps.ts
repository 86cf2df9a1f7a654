import type { PoolName } from '../../daemon/core/model.ts';
import type { ExpireTarget } from '../../daemon/sessions.ts';
import { aWish } from '../support/an-engine.ts';
import { backendIds } from './admin-steps.ts';
import { by, type Step, sessionLimit, type World } from './world.ts';

/** Few, so that they meet. */
const sessionIds: Readonly<Record<PoolName, readonly string[]>> = {
  default: Array.from({ length: 24 }, (_, i) => `s${i}`),
  sticky: Array.from({ length: 10 }, (_, i) => `t${i}`),
};
const pools = Object.keys(sessionIds);
/** The session that was asked for last comes again and again, while its change is on the way. */
function pickId({ random, lastIds }: World, pool: PoolName): string {
  const id = random.chance(25) ? lastIds.get(pool) : undefined;
  return id ?? random.pick(sessionIds[pool]!);
}

export function route(world: World, pool: PoolName, sessionId: string, validateOnly = false): void {
  const { random, judge, answers, store, engine } = world;
  const idleTimeoutMs = random.chance(5) ? random.between(1_000, 60_000) : 0;
  const wish = { ...aWish, pool, sessionId, clientIp: `192.0.2.${random.below(20)}`, idleTimeoutMs, validateOnly };
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

export const routeOne: Step = (world) => {
  const pool = world.random.pick(pools);
  route(world, pool, pickId(world, pool));
};

export const routeWithoutId: Step = (world) => route(world, 'default', '');

export const preview: Step = (world) => {
  const pool = world.random.pick(pools);
  const { queued } = world.store;
  route(world, pool, pickId(world, pool), true);
  if (world.store.queued !== queued) world.judge.violated('preview', 'it changed something');
};

export const endOne: Step = (world) => {
  const pool = world.random.pick(pools);
  end(world, pool, pickId(world, pool));
};

/** Callers of the same turn: of one session, of two, and of their ends. */
export const routeAtOnce: Step = (world) => {
  const { random } = world;
  const pool = random.pick(pools);
  const ids = [pickId(world, pool), pickId(world, pool)];
  for (let i = random.between(2, 6); i > 0; i -= 1) {
    if (random.chance(85)) route(world, pool, random.pick(ids));
    else end(world, pool, random.pick(ids));
  }
};

function expire(world: World, target: ExpireTarget, validateOnly = false): void {
  const { engine, answers } = world;
  world.note(`expire ${Object.values(target).join(' ')}${validateOnly ? ' (preview)' : ''}`);
  const answered = answers.expireAsked(target, validateOnly);
  const options = { validateOnly, signal: new AbortController().signal };
  world.call('expire', () => engine.sessions.expireNow(target, options, by), answered);
}

export const expireSome: Step = (world) => {
  const { random } = world;
  const pool = random.pick(pools);
  const targets: readonly ExpireTarget[] = [
    { kind: 'session', pool, sessionId: pickId(world, pool) },
    { kind: 'backend', pool, backendId: random.pick(backendIds) },
    { kind: 'all' },
  ];
  expire(world, random.pick(targets), random.chance(30));
};

/** Who was told that nobody knows asks again. */
export const askAgainInDoubt: Step = (world) => {
  const { random, store, judge } = world;
  const doubtful = [...judge.model.sessions.values()].filter(({ slot }) => !store.isWritable && judge.isPending(slot));
  if (doubtful.length === 0) return;
  const { pool, sessionId } = random.pick(doubtful);
  random.pick([route, end, expireOne])(world, pool, sessionId);
};

function expireOne(world: World, pool: PoolName, sessionId: string): void {
  expire(world, { kind: 'session', pool, sessionId });
}

export const list: Step = (world) => {
  const { engine, answers } = world;
  world.note('list');
  const shown = async () => {
    const sessions = [];
    for (let from: number | null = 0; from !== null; ) {
      const page = await engine.sessions.list({ pool: '', fromSlot: from, pageSize: 7 });
      sessions.push(...page.sessions);
      from = page.nextSlot;
    }
    return sessions;
  };
  world.call('list', shown, (sessions) => answers.listed(sessions));
};
