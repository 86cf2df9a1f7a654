import { sessionSkew } from '../../skew.ts';
import { labelledBackends } from '../labelled-backends.ts';
import { labelledPools, sumOf } from '../labelled-pools.ts';
import { type EndCause, endCauses, type PoolCounts } from '../lifecycle-counts.ts';
import type { MetricFamily, PutValue } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

/** In the order in which a reader wants them; those that did not happen are 0, so that a first one is seen to rise. */
const moveReasons = [
  'backend-unhealthy',
  'backend-drained',
  'backend-removed',
  'backend-restarted',
  'connect-failed',
  'operator',
  'rebalanced',
];
const expiryReasons = ['idle', 'evicted'];

/** Who lives where, and what becomes of sessions. */
export const sessionFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_sessions',
    type: 'gauge',
    help: 'Sessions at home on a backend.',
    labels: ['pool', 'backend'],
    read({ router }, put) {
      for (const { pool, backend, members } of labelledBackends(router.registry)) {
        put(
          sumOf(members, ({ kept }) => kept),
          pool,
          backend,
        );
      }
    },
  },
  {
    name: 'lb_session_skew',
    type: 'gauge',
    help: "The busiest backend's share of its pool's sessions over its fair share by weight: 1 is even. Of backends that are active, not unhealthy and have a weight; absent where fewer than two of them are, or no session is on them.",
    labels: ['pool'],
    read({ router }, put) {
      for (const { pool, pools } of labelledPools(router.registry)) {
        const skews = pools.map(sessionSkew).filter((skew) => skew !== undefined);
        if (skews.length > 0) put(Math.max(...skews), pool);
      }
    },
  },
  {
    name: 'lb_sessions_created_total',
    type: 'counter',
    help: 'Sessions that got a home on a backend: new ones, and those that came back after they had lapsed.',
    labels: ['pool', 'backend'],
    read({ router, lifecycle }, put) {
      for (const { pool, backend, members } of labelledBackends(router.registry)) {
        put(
          sumOf(members, ({ row }) => lifecycle.of(row.pool).created.get(row.id) ?? 0),
          pool,
          backend,
        );
      }
    },
  },
  {
    name: 'lb_sessions_moved_total',
    type: 'counter',
    help: 'Sessions that got another home, by why they had to.',
    labels: ['pool', 'reason'],
    read: (sources, put) => putByPool(sources, put, moveReasons, ({ moved }) => moved),
  },
  {
    name: 'lb_sessions_expired_total',
    type: 'counter',
    help: 'Sessions whose lease ended: unseen for too long or too old (idle), or to make room in a full table (evicted).',
    labels: ['pool', 'reason'],
    read: (sources, put) => putByPool(sources, put, expiryReasons, ({ expired }) => expired),
  },
  {
    name: 'lb_sessions_ended_total',
    type: 'counter',
    help: 'Sessions that were ended: by their client (logout), because their home had forgotten them or was gone (backend), by an operator, or by lbd (a drain that ends them).',
    labels: ['pool', 'cause'],
    read: (sources, put) => putByPool<EndCause>(sources, put, endCauses, ({ ended }) => ended),
  },
  {
    name: 'lb_session_table_used',
    type: 'gauge',
    help: 'Sessions in the table, with those that lapsed and were not swept yet, and claims in flight.',
    labels: [],
    read: ({ router }, put) => put(router.table.allocated),
  },
  {
    name: 'lb_session_table_limit',
    type: 'gauge',
    help: 'The most sessions the table takes (max_sessions_total); beyond it new ones are refused, or the longest idle of those seen once have to go.',
    labels: [],
    read: ({ router }, put) => put(router.sessionLimit),
  },
  {
    name: 'lb_session_table_bytes',
    type: 'gauge',
    help: 'Memory of the session table, in bytes; it grows with the most sessions there ever were, and does not shrink.',
    labels: [],
    read: ({ router }, put) => put(router.table.byteLength),
  },
  {
    name: 'lb_session_changes_in_flight',
    type: 'gauge',
    help: 'Sessions whose assignment, move or end waits for its commit.',
    labels: [],
    read: ({ router }, put) => put(router.inFlight.size),
  },
];

/** A reason that has no series of its own is told as `other`. */
function putByPool<Name extends string>(
  { router, lifecycle }: MetricSources,
  put: PutValue,
  names: readonly Name[],
  countsOf: (counts: PoolCounts) => ReadonlyMap<Name, number>,
): void {
  for (const { pool, pools } of labelledPools(router.registry)) {
    const maps = pools.map(({ row }) => countsOf(lifecycle.of(row.name)));
    const all = sumOf(maps, (map) => sumOf([...map.values()], (count) => count));
    let named = 0;
    for (const name of names) {
      const count = sumOf(maps, (map) => map.get(name) ?? 0);
      put(count, pool, name);
      named += count;
    }
    if (all > named) put(all - named, pool, 'other');
  }
}
