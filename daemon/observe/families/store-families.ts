import { journalKinds } from '../../core/codes.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

/** What stands on disk, and how long that takes. */
export const storeFamilies: readonly MetricFamily<MetricSources>[] = [
  {
    name: 'lb_store_writable',
    type: 'gauge',
    help: '1 while changes can be made durable; at 0 new sessions are refused and known ones served.',
    labels: [],
    read: ({ store }, put) => put(store.health().writable ? 1 : 0),
  },
  {
    name: 'lb_store_queue',
    type: 'gauge',
    help: 'Changes that wait for their commit, with those in the one under way.',
    labels: [],
    read: ({ store }, put) => put(store.health().queued),
  },
  {
    name: 'lb_store_commit_seconds',
    type: 'histogram',
    help: 'Seconds from handing a commit over to its being durable; many changes go in one.',
    labels: [],
    read({ store }, put) {
      const { commits } = store.health();
      if (commits !== undefined) put(commits.seconds);
    },
  },
  {
    name: 'lb_store_changes_total',
    type: 'counter',
    help: 'Changes made durable: a claim, an end of up to 1,024 sessions, a slice of last-active times or an administrative change each.',
    labels: [],
    read: ({ store }, put) => put(store.health().commits?.changes ?? 0),
  },
  {
    name: 'lb_store_commit_failures_total',
    type: 'counter',
    help: 'Commits that failed, or of which nobody knew at first whether they stand.',
    labels: [],
    read: ({ store }, put) => put(store.health().commits?.failed ?? 0),
  },
  {
    name: 'lb_events_total',
    type: 'counter',
    help: 'Lines of the journal since the start, by kind.',
    labels: ['kind'],
    read({ lifecycle }, put) {
      for (const kind of journalKinds) put(lifecycle.kinds[kind], kind);
    },
  },
];
