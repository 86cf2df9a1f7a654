import type { BackendRow, Health } from './model.ts';

/**
 * The row with a new verdict. Turning unhealthy begins a new incarnation, but lets go of nothing yet: kept-from rises
 * only when the outage lasts (see `broken`).
 */
export function withHealth(backend: BackendRow, health: Health, reason: string): BackendRow {
  const leavesService = health === 'unhealthy' && backend.health !== 'unhealthy';
  return {
    ...backend,
    health,
    healthReason: reason,
    incarnation: leavesService ? backend.incarnation + 1 : backend.incarnation,
  };
}
