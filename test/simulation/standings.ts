import type { BackendRow, BreakReason, PoolName, Reaction } from '../../daemon/core/model.ts';
import { has, type Model, type ModelSession } from './model.ts';

/** Its home has it; has it, but is restarted by plan; may have it, but is unhealthy; or has let it go. */
export type Standing = 'kept' | 'held' | 'away' | 'broken';

export function standing(model: Model, session: ModelSession): Standing {
  const home = model.home(session);
  if (home === undefined) return 'broken';
  const isDoor = has(session, 'pinned') && !home.removed && home.brokenBecause === 'backend-drained';
  if (session.incarnation < home.keptFrom && !isDoor) return 'broken';
  if (isHeldBack(home)) return 'held';
  return home.health === 'unhealthy' && !isHealthIgnored(model, session.pool) ? 'away' : 'kept';
}

/** Why it leaves its home at its next request; undefined when it does not. */
export function leavesBecause(model: Model, session: ModelSession): BreakReason | undefined {
  const where = standing(model, session);
  if (where === 'broken') return model.home(session)?.brokenBecause;
  if (where === 'away') return 'backend-unhealthy';
  return where === 'kept' && isIdleOut(model, session) ? 'backend-drained' : undefined;
}

/** What the pool wants done with who has to leave. Nobody waits for a home that is back. */
export function reaction(model: Model, session: ModelSession, because: BreakReason): Reaction {
  const home = model.home(session);
  if (home === undefined || isBack(home)) return 'redistribute';
  const { onUnhealthy, onRemoved, onDrained } = model.pools.get(session.pool)!.settings;
  const wished: Record<BreakReason, Reaction> = {
    'backend-unhealthy': onUnhealthy,
    'backend-removed': onRemoved,
    'backend-drained': onDrained,
    'backend-restarted': 'redistribute',
  };
  return wished[because];
}

export function isHeldBack({ admin, drain }: BackendRow): boolean {
  return admin === 'draining' && drain?.mode === 'hold';
}

export function isHealthIgnored(model: Model, pool: PoolName): boolean {
  const { panicThreshold } = model.pools.get(pool)!.settings;
  return panicThreshold > 0 && percentUnhealthy(model, pool) > panicThreshold;
}

/** Rather the way to them is broken than all of them. */
export function isMassFailure(model: Model, pool: PoolName): boolean {
  return model.members(pool).length >= 4 && percentUnhealthy(model, pool) > 50;
}

function isBack({ admin, health, removed }: BackendRow): boolean {
  return admin === 'active' && health !== 'unhealthy' && !removed;
}

/** Longer unseen than its home's drain lets it stay. */
function isIdleOut(model: Model, session: ModelSession): boolean {
  const { admin, drain } = model.home(session)!;
  if (admin !== 'draining' || drain === null || drain.idleDeadlineMs === 0 || has(session, 'pinned')) return false;
  return model.clock.now() - session.lastActiveMs >= drain.idleDeadlineMs;
}

function percentUnhealthy(model: Model, pool: PoolName): number {
  const members = model.members(pool);
  return (members.filter(({ health }) => health === 'unhealthy').length * 100) / Math.max(1, members.length);
}
