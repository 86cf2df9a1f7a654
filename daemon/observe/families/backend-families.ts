import { adminStates } from '../../core/codes.ts';
import type { Member } from '../../core/member.ts';
import { labelledBackends } from '../labelled-backends.ts';
import { labelledPools, sumOf } from '../labelled-pools.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

type Family = MetricFamily<MetricSources>;

/** Who may take sessions, and who may not. */
export const backendFamilies: readonly Family[] = [
  gauge(
    'lb_backend_health',
    'What probes and traffic saw: 1 healthy, 0 unhealthy, -1 unknown (nobody has looked yet, or nobody is to look).',
    (members) => {
      if (members.some(({ row }) => row.health === 'unhealthy')) return 0;
      return members.some(({ row }) => row.health === 'healthy') ? 1 : -1;
    },
  ),
  {
    name: 'lb_backend_admin_state',
    type: 'gauge',
    help: 'What the operator wants: 1 for the state that a backend is in; the other states are absent.',
    labels: ['pool', 'backend', 'state'],
    read({ router }, put) {
      for (const { pool, backend, members } of labelledBackends(router.registry)) {
        for (const state of adminStates) {
          const count = members.filter(({ row }) => row.admin === state).length;
          if (count > 0) put(count, pool, backend, state);
        }
      }
    },
  },
  {
    name: 'lb_backend_eligible',
    type: 'gauge',
    help: '1 when the backend may take a new session now, else 0.',
    labels: ['pool', 'backend'],
    read({ router: { registry } }, put) {
      const eligible = new Set(registry.pools.flatMap((pool) => pool.eligible()));
      for (const { pool, backend, members } of labelledBackends(registry)) {
        put(members.filter((member) => eligible.has(member)).length, pool, backend);
      }
    },
  },
  gauge(
    'lb_backend_weight',
    'Its share of new sessions beside the others: the weight that was set, less what slow start and its own word take from it.',
    (members) => sumOf(members, ({ weight }) => weight),
  ),
  gauge(
    'lb_backend_session_limit',
    'The most sessions it takes (max_sessions, or less by its own word); absent where there is no limit.',
    (members) => {
      const isLimited = members.every(({ sessionLimit }) => sessionLimit > 0);
      return isLimited ? sumOf(members, ({ sessionLimit }) => sessionLimit) : undefined;
    },
  ),
  gauge(
    'lb_backend_in_flight',
    'Requests that it works on, as data planes report them; 0 where nobody reports.',
    (members) => sumOf(members, ({ inFlight }) => inFlight),
  ),
  {
    name: 'lb_pool_eligible_backends',
    type: 'gauge',
    help: 'Backends of the pool that may take a new session now; at 0 every new session is refused.',
    labels: ['pool'],
    read({ router }, put) {
      for (const { pool, pools } of labelledPools(router.registry)) {
        put(Math.min(...pools.map((each) => each.eligible().length)), pool);
      }
    },
  },
  {
    name: 'lb_pool_backends',
    type: 'gauge',
    help: 'Backends of the pool, whatever their state.',
    labels: ['pool'],
    read({ router }, put) {
      for (const { pool, pools } of labelledPools(router.registry)) {
        put(
          sumOf(pools, ({ members }) => members.length),
          pool,
        );
      }
    },
  },
  {
    name: 'lb_pool_info',
    type: 'gauge',
    help: '1, for the policy that places new sessions of the pool.',
    labels: ['pool', 'policy'],
    read({ router }, put) {
      for (const { pool, pools } of labelledPools(router.registry)) {
        for (const policy of new Set(pools.map(({ settings }) => settings.policy))) put(1, pool, policy);
      }
    },
  },
  {
    name: 'lb_panic',
    type: 'gauge',
    help: '1 while more than half of a pool of four or more is unhealthy: the way to them is rather broken than all of them, and no outage lets sessions go.',
    labels: ['pool'],
    read({ router }, put) {
      for (const { pool, pools } of labelledPools(router.registry)) {
        put(pools.some(({ isInPanic }) => isInPanic) ? 1 : 0, pool);
      }
    },
  },
];

/** One value a backend; undefined for none. Of the many that stand together as `_other`, one as well. */
function gauge(name: string, help: string, valueFor: (members: readonly Member[]) => number | undefined): Family {
  return {
    name,
    type: 'gauge',
    help,
    labels: ['pool', 'backend'],
    read({ router }, put) {
      for (const { pool, backend, members } of labelledBackends(router.registry)) {
        const value = valueFor(members);
        if (value !== undefined) put(value, pool, backend);
      }
    },
  };
}
