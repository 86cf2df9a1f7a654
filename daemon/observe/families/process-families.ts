import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

/** lbd itself; what the library knows of the process comes beside it. */
export const processFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_build_info',
    type: 'gauge',
    help: '1, for the version and the kind of store that run.',
    labels: ['version', 'store'],
    read: ({ version, store }, put) => put(1, version, store.kind),
  },
  {
    name: 'lb_ready',
    type: 'gauge',
    help: '1 while /readyz and the gRPC health service say so; 0 until the backends that are probed were seen once, and while lbd stops.',
    labels: [],
    read: ({ isReady }, put) => put(isReady() ? 1 : 0),
  },
];
