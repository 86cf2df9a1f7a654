import type { Pool } from './core/pool.ts';

/**
 * How many times its fair share, by weight, the busiest backend of a pool has of the sessions; 1 is even. Looked at are
 * backends that are to have sessions: active, not unhealthy, with a weight.
 *
 * Undefined where there is nothing to compare: fewer than two such backends, or no session on them.
 */
export function sessionSkew(pool: Pool): number | undefined {
  const those = pool.members.filter(
    ({ row, weight }) => row.admin === 'active' && row.health !== 'unhealthy' && weight > 0,
  );
  const sessions = those.reduce((sum, { kept }) => sum + kept, 0);
  if (those.length < 2 || sessions === 0) return undefined;
  const weights = those.reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(...those.map(({ kept, weight }) => kept / sessions / (weight / weights)));
}
