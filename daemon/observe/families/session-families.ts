import { labelledBackends } from '../labelled-backends.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

export const sessionFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_sessions',
    type: 'gauge',
    help: 'Sessions at home on a backend.',
    labels: ['pool', 'backend'],
    read({ registry }, put) {
      for (const { pool, backend, members } of labelledBackends(registry)) {
        put(
          members.reduce((sum, { kept }) => sum + kept, 0),
          pool,
          backend,
        );
      }
    },
  },
  {
    name: 'lb_session_table_used',
    type: 'gauge',
    help: 'Sessions in the table, those that lapsed and were not yet swept among them.',
    labels: [],
    read: ({ status }, put) => put(status().sessions),
  },
  {
    name: 'lb_session_table_limit',
    type: 'gauge',
    help: 'The most sessions the table takes (max_sessions_total); beyond that new ones are refused.',
    labels: [],
    read: ({ status }, put) => put(status().sessionLimit),
  },
];
