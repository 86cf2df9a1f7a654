import type { SelectionPolicy } from '../policy.ts';
import { hasFewerSessions } from './least-sessions.ts';

/**
 * The backend with the fewest requests in flight for its weight, as reported, with the sessions promised since the
 * report counted in: else everyone would go to the same one until the next report. Ties, and backends nobody reports
 * on, go by sessions.
 */
export const leastConnections: SelectionPolicy = {
  name: 'least_connections',
  choose(candidates) {
    return candidates.reduce((best, next) => {
      const ofNext = next.connections;
      const ofBest = best.connections;
      if (ofNext === undefined || ofBest === undefined) return hasFewerSessions(next, best) ? next : best;
      const difference = (ofNext + 1) * best.weight - (ofBest + 1) * next.weight;
      if (difference !== 0) return difference < 0 ? next : best;
      return hasFewerSessions(next, best) ? next : best;
    });
  },
};
