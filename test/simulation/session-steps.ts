import { backendIds } from './admin-steps.ts';
import { pickId, sessionPools } from './call-steps.ts';
import { has, type ModelSession } from './model.ts';
import { by, type Step, type World } from './world.ts';

interface Change {
  readonly what: string;
  readonly ask: () => Promise<unknown>;
  /** Once it is answered, it stands. */
  readonly stands: (session: ModelSession) => boolean;
}

/** What an operator does to one session. */
export const changeSession: Step = (world) => {
  const { random, judge } = world;
  const pool = random.pick(sessionPools);
  const id = pickId(world, pool);
  const { what, ask, stands } = draw(world, pool, id);
  const name = `${pool}/${id}`;
  world.lastIds.set(pool, id);
  world.note(`${what} ${name}`);
  world.call(
    what,
    ask,
    () => {
      const session = judge.model.sessions.get(name);
      if (session === undefined || !stands(session)) judge.violated('durable', `${name}: "${what}" does not stand`);
    },
    (kind) => {
      const session = judge.model.sessions.get(name);
      if (kind === 'session-not-found' && session !== undefined && !judge.model.hasLapsed(session))
        judge.violated('refusal', `${name} is not found, and lives`);
      if (what === 'move' && kind === 'wrong-state') world.count('move refused');
    },
  );
};

function draw({ random, engine, judge }: World, pool: string, id: string): Change {
  const { sessionChanges: changes } = engine;
  const to = random.pick(backendIds);
  const tier = random.pick(['gold', 'iron', '']);
  const idleTimeoutMs = random.between(1_000, 60_000);
  return random.pick<Change>([
    {
      what: 'move',
      ask: () => changes.move(pool, id, to, by),
      stands: (session) => judge.model.home(session)?.id === to,
    },
    {
      what: 'pin',
      ask: () => changes.pin(pool, id, { force: random.chance(50) }, by),
      stands: (session) => has(session, 'pinned'),
    },
    {
      what: 'unpin',
      ask: () => changes.unpin(pool, id, by),
      stands: (session) => !has(session, 'pinned'),
    },
    {
      what: 'update labels',
      ask: () => changes.update(pool, id, { labels: { tier }, idleTimeoutMs: 0 }, by),
      stands: (session) => (session.labels.tier ?? '') === tier,
    },
    {
      what: 'update lease',
      ask: () => changes.update(pool, id, { labels: {}, idleTimeoutMs }, by),
      stands: (session) => session.ownIdleMs === idleTimeoutMs,
    },
  ]);
}

/** What an operator reads of one session: every move of its life, with its reason. */
export const readHistory: Step = (world) => {
  const { random, engine, judge } = world;
  const session = random.pick([...judge.model.sessions.values()]);
  if (session === undefined) return;
  const { pool, sessionId, name, serial } = session;
  world.call(
    'history',
    () => engine.sessions.get(pool, sessionId),
    ({ history }) => {
      const now = judge.model.sessions.get(name);
      if (now === undefined || now.serial !== serial) return;
      const begun = history.findLastIndex(({ kind }) => kind === 'assigned');
      const moves = history.slice(begun).filter(({ kind }) => kind === 'assigned' || kind === 'moved');
      const told = moves.map(({ generation, reason }) => (reason === '' ? 'no reason' : generation)).join(' ');
      const meant = Array.from({ length: now.generation }, (_, i) => i + 1).join(' ');
      if (begun >= 0 && told !== meant) judge.violated('journal', `${name}: history tells ${told} of ${meant}`);
    },
  );
};
