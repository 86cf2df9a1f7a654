import type { HashOn, PolicyName, PoolName } from '../../daemon/core/model.ts';
import type { RouteWish } from '../../daemon/routing.ts';
import { sameProcessHost } from './backend-rules.ts';
import { by, sessionLimit, type World } from './world.ts';

/** Few, so that they meet. In pool `sticky` the policy hashes client addresses; `default` changes its policy at times. */
const sessionIds: Readonly<Record<PoolName, readonly string[]>> = {
  default: Array.from({ length: 24 }, (_, i) => `s${i}`),
  sticky: Array.from({ length: 10 }, (_, i) => `t${i}`),
};
const backendIds = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];
const poolNames = Object.keys(sessionIds);
const dayMs = 86_400_000;
const beatEveryMs = 5_000;

const policies: readonly PolicyName[] = ['round_robin', 'round_robin', 'least_sessions'];
const hashOn: HashOn = 'client_ip';
export const stickyPool = { policy: 'consistent_hash', hashOn, idleTimeoutMs: 600_000, maxLifetimeMs: 1_800_000 } as const;

type Step = (world: World) => void | Promise<void>;

function route(world: World, change: Partial<RouteWish> = {}): void {
  const { random, judge, engine, store } = world;
  const pool = change.pool ?? random.pick(poolNames);
  const id = random.pick(sessionIds[pool]!);
  const clientIp = `192.0.2.${random.below(20)}`;
  const wish: RouteWish = { pool, sessionId: id, clientIp, idleTimeoutMs: 0, validateOnly: false, ...change };
  world.note(`route ${wish.pool}/${wish.sessionId}${wish.validateOnly ? ' (preview)' : ''}`);
  const { batches } = store;
  world.call(
    'route',
    () => engine.routing.route(wish),
    (answer) => {
      world.count(answer.outcome);
      judge.answered(wish, answer);
    },
    (kind) => {
      // Right away, so nothing can have changed since: a claim that failed in between gives its place back.
      if (store.batches !== batches || !store.isWritable) return;
      if (kind === 'session-table-full') {
        if (engine.table.allocated < sessionLimit) judge.violated('refusal', `${kind} with ${engine.table.allocated} sessions`);
      } else judge.refused(wish.pool, kind);
    },
  );
}

function end({ random, note, judge, ...world }: World): void {
  void world;
  void random;
  void note;
  void judge;
}
