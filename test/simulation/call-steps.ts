import type { PoolName } from '../../daemon/core/model.ts';
import type { RouteWish } from '../../daemon/core/route-request.ts';
import type { ExpireTarget } from '../../daemon/sessions/sessions.ts';
import { aWish } from '../support/an-engine.ts';
import { backendIds } from './admin-steps.ts';
import { by, type Step, sessionLimit, type World } from './world.ts';

/** Few, so that they meet. */
const sessionIds: Readonly<Record<PoolName, readonly string[]>> = {
  default: Array.from({ length: 24 }, (_, i) => `s${i}`),
  sticky: Array.from({ length: 10 }, (_, i) => `t${i}`),
};
export const sessionPools = Object.keys(sessionIds);
const users = ['ada', 'bob', ''];

/** The session that was asked for last comes again and again, while its change is on the way. */
export function pickId({ random, lastIds }: World, pool: PoolName): string {
  const id = random.chance(25) ? lastIds.get(pool) : undefined;
  return id ?? random.pick(sessionIds[pool]!);
}

export function route(world: World, pool: PoolName, sessionId: string, more: Partial<RouteWish> = {}): void {
  const { random, judge, answers, store, engine } = world;
  const wish: RouteWish = {
    ...aWish,
    pool,
    sessionId,
    clientIp: `192.0.2.${random.below(20)}`,
    idleTimeoutMs: random.chance(5) ? random.between(1_000, 60_000) : 0,
    labels: random.chance(5) ? { user: random.pick(users) } : undefined,
    claimedBackendId: random.chance(5) ? random.pick(backendIds) : '',
    mayWait: random.chance(70),
    ...(random.chance(2) && { tried: [random.pick(backendIds)] }),
    ...more,
  };
  const { batches } = store;
  if (sessionId !== '') world.lastIds.set(pool, sessionId);
  world.note(`${wish.validateOnly ? 'preview' : 'route'} ${pool}/${sessionId}`);
  const caller = judge.callers.add(`${pool}/${sessionId}`, wish, engine.clock.now());
  world.call(
    'route',
    () => engine.routing.route(wish),
    (answer) => {
      judge.callers.done(caller);
      world.count(wish.validateOnly ? 'previewed' : answer.outcome);
      if (answer.outcome === 'moved') world.count(answer.reason ?? '');
      if (caller.heldFromMs !== undefined) world.count('answered after a hold');
      answers.answered(caller, answer, store.batches === batches);
    },
    (kind) => {
      judge.callers.done(caller);
      answers.turnedAway(caller);
      if (kind === 'home-unavailable') answers.unavailable(caller);
      // Only what was refused right away can be judged: later, a claim that failed may have given its place back.
      if (store.batches !== batches || !store.isWritable) return;
      if (kind === 'no-eligible-backend' || kind === 'pool-full') answers.refused(caller, kind);
      if (kind === 'session-table-full' && !wish.validateOnly) answers.tableFull(sessionLimit);
    },
  );
}

function end(world: World, pool: PoolName, sessionId: string): void {
  const { engine, endings } = world;
  world.lastIds.set(pool, sessionId);
  const answered = endings.endAsked(`${pool}/${sessionId}`);
  world.note(`end ${pool}/${sessionId}`);
  world.call('end', () => engine.routing.endSession(pool, sessionId, by.who), answered);
}

export const routeOne: Step = (world) => {
  const pool = world.random.pick(sessionPools);
  route(world, pool, pickId(world, pool));
};

export const routeWithoutId: Step = (world) => route(world, 'default', '');

export const preview: Step = (world) => {
  const pool = world.random.pick(sessionPools);
  const { queued } = world.store;
  route(world, pool, pickId(world, pool), { validateOnly: true });
  if (world.store.queued !== queued) world.judge.violated('preview', 'it changed something');
};

export const endOne: Step = (world) => {
  const pool = world.random.pick(sessionPools);
  end(world, pool, pickId(world, pool));
};

/** Callers of the same turn: of one session, of two, and of their ends. */
export const routeAtOnce: Step = (world) => {
  const { random } = world;
  const pool = random.pick(sessionPools);
  const ids = [pickId(world, pool), pickId(world, pool)];
  for (let i = random.between(2, 6); i > 0; i -= 1) {
    if (random.chance(85)) route(world, pool, random.pick(ids));
    else end(world, pool, random.pick(ids));
  }
};

function expire(world: World, target: ExpireTarget, validateOnly = false): void {
  const { engine, endings } = world;
  world.note(`expire ${Object.values(target).join(' ')}${validateOnly ? ' (preview)' : ''}`);
  const answered = endings.expireAsked(target, validateOnly);
  const options = { validateOnly, signal: new AbortController().signal };
  world.call('expire', () => engine.sessions.expireNow(target, options, by), answered);
}

export const expireSome: Step = (world) => {
  const { random } = world;
  const pool = random.pick(sessionPools);
  const user = { kind: 'label', name: 'user', operator: '=', value: random.pick(['ada', 'bob']) } as const;
  const targets: readonly ExpireTarget[] = [
    { kind: 'session', pool, sessionId: pickId(world, pool) },
    { kind: 'backend', pool, backendId: random.pick(backendIds) },
    { kind: 'filter', pool: '', filter: user },
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
  const { engine, endings } = world;
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
  world.call('list', shown, (sessions) => endings.listed(sessions));
};
