import {
  type BackendId,
  defaultProbe,
  type PolicyName,
  type PoolName,
  type PoolSettings,
  type Reaction,
} from '../../daemon/core/model.ts';
import { sameProcessHost } from './backend-rules.ts';
import { holdForMs } from './judge.ts';
import { by, type Step, type World } from './world.ts';

export const backendIds = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];
const policies: readonly PolicyName[] = ['round_robin', 'round_robin', 'least_sessions', 'two_choices', 'random'];
const reactions: readonly Reaction[] = ['redistribute', 'redistribute', 'redistribute', 'refuse', 'hold'];

/** Pools: `default` with short leases and policies that change; `sticky` hashes client addresses, and ends lives. */
export async function layOut(world: World): Promise<void> {
  const { pools } = world.engine;
  const common = { holdForMs, ejectAfter: 3, ejectForMs: 10_000 };
  const sticky = {
    policy: 'consistent_hash',
    hashOn: 'client_ip',
    idleTimeoutMs: 600_000,
    maxLifetimeMs: 660_000,
    ...common,
  } as const;
  world.call('pools', () => pools.update('default', { idleTimeoutMs: 60_000, ...common }, '', by));
  world.call('pools', () => pools.create('sticky', sticky, by));
  for (const pool of ['default', 'sticky']) for (const id of backendIds) act(world, pool, id, 'create');
  while (world.waiting.size > 0) {
    world.store.commit(world.store.queued);
    await world.settle();
  }
}

/** How often each is asked, against the others. */
const acts = {
  create: 14,
  delete: 3,
  settings: 6,
  address: 3,
  cordon: 3,
  uncordon: 5,
  undrain: 12,
  pool: 5,
  'pool for a while': 1,
};
type Act = keyof typeof acts;
const drawn = Object.entries(acts).flatMap(([act, share]) => Array.from({ length: share }, () => act as Act));

export const administrate: Step = (world) => {
  const { random } = world;
  act(world, random.chance(70) ? 'default' : 'sticky', random.pick(backendIds), random.pick(drawn));
};

function act(world: World, pool: PoolName, id: BackendId, what: Act): void {
  const { random, engine } = world;
  const { backends, drains, pools } = engine;
  const keepSessions = random.chance(50);
  const address = `${keepSessions ? sameProcessHost : 'other.test'}:${random.between(1, 60_000)}`;
  const room = { weight: random.pick([0, 1, 1, 2, 3]), maxSessions: random.pick([0, 0, 0, 3, 6]) };
  const probe = { ...defaultProbe, kind: random.pick(['none', 'http'] as const) };
  const options = { etag: '', force: random.chance(60), keepSessions };
  const ask: Record<Act, () => Promise<unknown>> = {
    create: () => backends.create(pool, id, { address, zone: '', labels: {}, probe, ...room }, by),
    delete: () => backends.delete(pool, id, options, by),
    settings: () => backends.update(pool, id, room, options, by),
    address: () => backends.update(pool, id, { address }, options, by),
    cordon: () => backends.cordon(pool, id, by),
    uncordon: () => backends.uncordon(pool, id, by),
    undrain: () => drains.undrain(pool, id, by),
    pool: () => pools.update(pool, otherSettings(world, pool), '', by),
    'pool for a while': () =>
      engine.registry.findPool('spare') ? pools.delete('spare', '', by) : pools.create('spare', {}, by),
  };
  world.note(`${what} ${pool}/${id}`);
  world.call(what, ask[what]);
}

/** A few at a time: each pool goes through many mixtures. */
function otherSettings({ random }: World, pool: PoolName): Partial<PoolSettings> {
  const own: Partial<PoolSettings> =
    pool === 'default'
      ? { policy: random.pick(policies), idleTimeoutMs: random.pick([30_000, 60_000]) }
      : { boundedLoad: random.pick([0, 1.5]) };
  const some: readonly Partial<PoolSettings>[] = [
    { onUnhealthy: random.pick(reactions), onRemoved: random.pick(reactions), onDrained: random.pick(reactions) },
    { onRestart: random.pick(['break', 'keep']), breakAfterMs: random.pick([0, 10_000, 30_000]) },
    { unconfirmedTimeoutMs: random.pick([0, 20_000]), slowStartMs: random.pick([0, 10_000]) },
    { panicThreshold: random.pick([0, 0, 60]), maxEjected: random.pick([50, 100]) },
  ];
  return { ...own, ...random.pick(some) };
}
