import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

export const processFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_build_info',
    type: 'gauge',
    help: '1, for the version and the kind of store that run.',
    labels: ['version', 'store'],
    read: ({ status }, put) => put(1, status().version, status().store.kind),
  },
  {
    name: 'lb_ready',
    type: 'gauge',
    help: '1 while /readyz and the gRPC health service say so; 0 until all probed backends were seen once, and while lbd stops.',
    labels: [],
    read: ({ isReady }, put) => put(isReady() ? 1 : 0),
  },
];
