import { timedOneIn } from '../../routing/counted-routing.ts';
import { violationCauses } from '../../routing/violations.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

/** What was asked and answered. */
export const routeFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_routes_total',
    type: 'counter',
    help: 'Routes answered, by outcome (kept, assigned, moved, refused) and why; previews are not counted.',
    labels: ['outcome', 'reason'],
    read({ routing }, put) {
      for (const { outcome, reason, count } of routing.counts) put(count, outcome, reason);
    },
  },
  {
    name: 'lb_route_seconds',
    type: 'histogram',
    help: `Seconds from a decoded Route to its answer: kept at once (one in ${timedOneIn} is timed), or waited for the store, another request of the session, or its home (all are).`,
    labels: ['kind'],
    read({ routing }, put) {
      put(routing.keptSeconds, 'kept');
      put(routing.waitedSeconds, 'waited');
    },
  },
  {
    name: 'lb_routes_held',
    type: 'gauge',
    help: "Routes that wait now for their session's home to come back (reaction hold, drain mode hold).",
    labels: [],
    read: ({ holds }, put) => put(holds.count),
  },
  {
    name: 'lb_affinity_violations_total',
    type: 'counter',
    help: 'Sessions whose stickiness broke: a client believed in another home (claimed-elsewhere), another backend served it (served-elsewhere), its home was lost with what it remembered (home-lost).',
    labels: ['cause'],
    read({ violations }, put) {
      for (const cause of violationCauses) put(violations.counts[cause], cause);
    },
  },
  {
    name: 'lb_cookie_refusals_total',
    type: 'counter',
    help: "Cookies of lbd's own name that counted as none: no such value (malformed), not signed by lbd (bad-mac), by a key that is no longer accepted (unknown-key), unseen for too long (too-old), of a session that was ended (ended), or too many of one name (too-many). A rise of bad-mac is somebody who tries.",
    labels: ['reason'],
    read({ cookies }, put) {
      for (const [reason, count] of Object.entries(cookies.refusals)) put(count, reason);
    },
  },
  {
    name: 'lb_grpc_calls_total',
    type: 'counter',
    help: 'gRPC calls that ended, by method and status; a stream is one call, CANCELLED where its deadline passed.',
    labels: ['method', 'code'],
    read({ grpcCalls }, put) {
      for (const { method, code, count } of grpcCalls()) put(count, method, code);
    },
  },
];
