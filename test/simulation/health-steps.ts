import type { Member } from '../../daemon/core/member.ts';
import type { BackendId, BackendRow, PoolName } from '../../daemon/core/model.ts';
import { backendIds } from './admin-steps.ts';
import { pickId, sessionPools } from './call-steps.ts';
import { whyNotLost } from './outage-rules.ts';
import type { Step, World } from './world.ts';

function pickBackend({ random }: World): readonly [PoolName, BackendId] {
  return [random.chance(70) ? 'default' : 'sticky', random.pick(backendIds)];
}

/** What a probe sees. An ejection stands above it until its time is over. */
const probed =
  (health: 'healthy' | 'unhealthy'): Step =>
  (world) => {
    const { engine } = world;
    const [pool, id] = pickBackend(world);
    if (engine.registry.findPool(pool)?.member(id)?.row.settings.probe.kind !== 'http') return;
    const isMeant = ({ row, ejectedUntilMs }: Member) =>
      row.settings.probe.kind === 'http' && !(row.health === 'unhealthy' && engine.clock.now() < ejectedUntilMs);
    world.note(`${health} ${pool}/${id}`);
    world.call(health, () => engine.verdicts.setHealth(pool, id, health, `a probe says ${health}`, isMeant));
  };

export const seeWell = probed('healthy');
export const seeUnwell = probed('unhealthy');

/** Most of a pool at once, as when what they all depend on breaks. */
export const seeMostUnwell: Step = (world) => {
  for (let i = 0; i < 6; i += 1) seeUnwell(world);
};

/** What traffic sees: failures that eject, successes, another process, a session in a wrong place. */
export const report: Step = (world) => {
  const { random, engine, judge } = world;
  const [pool, backendId] = pickBackend(world);
  const fails = random.chance(50);
  const sessionId = random.chance(30) ? pickId(world, random.pick(sessionPools)) : '';
  const wish = {
    pool,
    backendId,
    successes: fails ? 0 : random.below(3),
    failures: fails ? random.between(1, 3) : 0,
    inFlight: random.chance(30) ? random.below(5) : undefined,
    instance: random.chance(40) ? `boot-${random.below(3)}` : '',
    sessionId,
    reporter: random.pick(['envoy', 'gateway']),
  };
  const session = judge.model.sessions.get(`${pool}/${sessionId}`);
  const served = engine.registry.findPool(pool)?.member(backendId)?.row.no;
  if (session !== undefined && served !== undefined && session.backendNo !== served)
    judge.counted['served-elsewhere'] += 1;
  world.note(`report ${pool}/${backendId}: ${wish.failures} failures ${wish.instance}`);
  world.call('report', () => engine.outcomes.report(wish));
};

/** Another process answers a probe. */
export const restartBackend: Step = (world) => {
  const { random, engine } = world;
  const [pool, id] = pickBackend(world);
  const instance = `boot-${random.below(5)}`;
  world.note(`instance ${instance} of ${pool}/${id}`);
  world.call('instance', () => engine.verdicts.setInstance(pool, id, instance));
};

/** What a backend says of itself. */
export const hearAgent: Step = (world) => {
  const { random, engine, judge } = world;
  const [pool, id] = pickBackend(world);
  const member = engine.registry.findPool(pool)?.member(id);
  if (member === undefined) return;
  const word = {
    weightPercent: random.pick([0, 50, 100, 100]),
    closed: random.chance(20),
    maxSessions: random.pick([0, 0, 4]),
  };
  world.note(`agent ${pool}/${id}: ${JSON.stringify(word)}`);
  world.count('agent');
  judge.agents.set(member.row.no, word);
  engine.verdicts.setAgent(pool, id, word);
};

/** Outages that lasted too long: all of them are written off, and no others. */
export const writeOff: Step = (world) => {
  const { engine, judge, store } = world;
  if (world.isKeepingHouse()) return;
  const { failures } = store;
  const isQuiet = world.waiting.size === 0;
  const { backends } = judge.model;
  for (const pool of judge.model.pools.keys()) judge.outages.look(pool);
  const isLost = (row: BackendRow) => whyNotLost(judge, row) === '';
  const lost = isQuiet ? [...backends.values()].filter(isLost) : [];
  world.note('write off');
  world.call(
    'write off',
    () => engine.verdicts.writeOff(),
    () => {
      if (store.failures > failures) return;
      for (const row of lost) {
        if (backends.get(row.no) === row && isLost(row)) judge.violated('write-off', `${row.id} is not written off`);
      }
    },
  );
};

export const tidy: Step = (world) => world.engine.outcomes.tidy();
