import type { Health, ProbeSettings } from '../core/model.ts';

type Rules = Pick<ProbeSettings, 'rise' | 'fall'>;

/** What probes saw of a backend in a row, since its health became what it is. One of the two counts is 0. */
export interface Count {
  readonly health: Health;
  readonly good: number;
  readonly bad: number;
}

export function countFrom(health: Health): Count {
  return { health, good: 0, bad: 0 };
}

/**
 * One more answer.
 *
 * @param health as it stands: when traffic or an operator changed it meanwhile, counting begins anew
 */
export function counted(before: Count, isGood: boolean, health: Health): Count {
  const { good, bad } = before.health === health ? before : countFrom(health);
  return isGood ? { health, good: good + 1, bad: 0 } : { health, good: 0, bad: bad + 1 };
}

/** What the answers so far make of the backend. Of one that nobody saw yet, one good answer is enough to be believed. */
export function verdictOf({ health, good, bad }: Count, { rise, fall }: Rules): Health {
  if (bad >= fall) return 'unhealthy';
  if (good >= (health === 'unknown' ? 1 : rise)) return 'healthy';
  return health;
}

/** The answers speak against what its health is, but not yet long enough: time to look more often. */
export function isChanging(count: Count, rules: Rules): boolean {
  if (verdictOf(count, rules) !== count.health) return true;
  if (count.health === 'unknown') return true;
  return count.health === 'healthy' ? count.bad > 0 : count.good > 0;
}
