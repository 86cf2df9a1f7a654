import { type BackendId, defaultProbe, type PolicyName, type PoolName } from '../../daemon/core/model.ts';
import { plainDrain } from '../../daemon/drains.ts';
import { sameProcessHost } from './backend-rules.ts';
import { by, type World } from './world.ts';

export const backendIds = ['web-1', 'web-2', 'web-3', 'web-4', 'web-5'];
const policies: readonly PolicyName[] = ['round_robin', 'round_robin', 'least_sessions'];

/** Pools: `default` with short leases and policies that change; `sticky` hashes client addresses, and ends lives. */
export async function layOut(world: World): Promise<void> {
  const { pools } = world.engine;
  const sticky = {
    policy: 'consistent_hash',
    hashOn: 'client_ip',
    idleTimeoutMs: 600_000,
    maxLifetimeMs: 660_000,
  } as const;
  world.call('pools', () => pools.update('default', { idleTimeoutMs: 60_000 }, '', by));
  world.call('pools', () => pools.create('sticky', sticky, by));
  for (const pool of ['default', 'sticky']) for (const id of backendIds) act(world, pool, id, 'create');
  while (world.waiting.size > 0) {
    world.store.commit(world.store.queued);
    await world.settle();
  }
}

/** How often each is asked, against the others. Recovery outweighs failure: else nobody would be left to route to. */
const acts = {
  create: 16,
  delete: 4,
  settings: 6,
  address: 3,
  cordon: 3,
  uncordon: 5,
  drain: 4,
  undrain: 9,
  fail: 5,
  recover: 12,
  writeOff: 6,
  settleDrains: 8,
  pool: 2,
};
type Act = keyof typeof acts;
const drawn = Object.entries(acts).flatMap(([act, share]) => Array.from({ length: share }, () => act as Act));

export function administrate(world: World): void {
  const { random } = world;
  act(world, random.chance(70) ? 'default' : 'sticky', random.pick(backendIds), random.pick(drawn));
}

function act(world: World, pool: PoolName, id: BackendId, what: Act): void {
  const { random, engine } = world;
  const { backends, drains, pools, verdicts } = engine;
  const keepSessions = random.chance(50);
  const address = `${keepSessions ? sameProcessHost : 'other.test'}:${random.between(1, 60_000)}`;
  const room = { weight: random.pick([0, 1, 1, 2, 3]), maxSessions: random.pick([0, 0, 0, 3, 6]) };
  const options = { etag: '', force: random.chance(60), keepSessions };
  const ask: Record<Act, () => Promise<unknown>> = {
    create: () => backends.create(pool, id, { address, zone: '', labels: {}, probe: defaultProbe, ...room }, by),
    delete: () => backends.delete(pool, id, options, by),
    settings: () => backends.update(pool, id, room, options, by),
    address: () => backends.update(pool, id, { address }, options, by),
    cordon: () => backends.cordon(pool, id, by),
    uncordon: () => backends.uncordon(pool, id, by),
    drain: () => drains.drain(pool, id, { ...plainDrain, deadlineMs: random.pick([0, null, 5_000, 60_000]) }, by),
    undrain: () => drains.undrain(pool, id, by),
    fail: () => verdicts.setHealth(pool, id, 'unhealthy', 'simulated'),
    recover: () => verdicts.setHealth(pool, id, 'healthy', 'simulated'),
    writeOff: () => verdicts.writeOff(),
    settleDrains: () => drains.settle(),
    pool: () =>
      pools.update('default', { policy: random.pick(policies), idleTimeoutMs: random.pick([30_000, 60_000]) }, '', by),
  };
  world.note(`${what} ${pool}/${id}`);
  world.call(what, ask[what]);
}
