import { broken } from './drain.ts';
import type { BackendRow, Health, WallMs } from './model.ts';

/**
 * The row with a new verdict. Turning unhealthy begins a new incarnation, but lets go of nothing yet: kept-from rises
 * only when the outage lasts (see `writtenOff`).
 */
export function withHealth(backend: BackendRow, health: Health, reason: string, nowMs: WallMs): BackendRow {
  const leavesService = health === 'unhealthy' && backend.health !== 'unhealthy';
  return {
    ...backend,
    health,
    healthReason: reason,
    healthSinceMs: health === backend.health ? backend.healthSinceMs : nowMs,
    incarnation: leavesService ? backend.incarnation + 1 : backend.incarnation,
  };
}

/** The row of a backend whose outage has lasted too long: the sessions of before it are let go. */
export function writtenOff(backend: BackendRow): BackendRow {
  return { ...backend, keptFrom: backend.incarnation, brokenBecause: 'backend-unhealthy' };
}

/** The row with another process behind it: what the old one remembered is gone, unless it `keeps` its state elsewhere. */
export function restarted(backend: BackendRow, instance: string, keeps: boolean): BackendRow {
  const known = backend.instance !== '' && !keeps;
  return { ...(known ? broken(backend, 'backend-restarted') : backend), instance };
}
