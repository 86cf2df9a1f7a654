import { isDrainLate } from '../../attention.ts';
import type { Member } from '../../core/member.ts';
import type { WallMs } from '../../core/model.ts';
import { labelledBackends } from '../labelled-backends.ts';
import { sumOf } from '../labelled-pools.ts';
import type { MetricFamily } from '../metric-family.ts';
import type { MetricSources } from '../metric-sources.ts';

type Family = MetricFamily<MetricSources>;

/** Backends that empty themselves. All of it is absent where nothing drains. */
export const drainFamilies: readonly Family[] = [
  drainGauge('lb_drain_remaining_sessions', 'Sessions still at home on a draining backend.', (members) =>
    sumOf(members, ({ kept }) => kept),
  ),
  drainGauge('lb_drain_held_sessions', 'Sessions that were at home there when the drain began.', (members) =>
    sumOf(members, ({ row }) => row.drain?.held ?? 0),
  ),
  drainGauge(
    'lb_drain_deadline_timestamp_seconds',
    'When those that are left are let go, in seconds since the Unix epoch; the soonest of _other. Absent where there is no deadline.',
    (members) => {
      const deadlinesMs = members.map(({ row }) => row.drain?.deadlineMs ?? Number.POSITIVE_INFINITY);
      const soonestMs = Math.min(...deadlinesMs);
      return Number.isFinite(soonestMs) ? soonestMs / 1_000 : undefined;
    },
  ),
  drainGauge(
    'lb_drain_late',
    '1 when the deadline has passed and the drain is not over: lbd could not write its end, or it was asked to hold the sessions that are left, and somebody has to decide.',
    (members, nowMs) => (members.some(({ row }) => isDrainLate(row, nowMs)) ? 1 : 0),
  ),
];

function drainGauge(
  name: string,
  help: string,
  valueFor: (members: readonly Member[], nowMs: WallMs) => number | undefined,
): Family {
  return {
    name,
    type: 'gauge',
    help,
    labels: ['pool', 'backend'],
    read({ router, clock }, put) {
      const nowMs = clock.wallNow();
      for (const { pool, backend, members } of labelledBackends(router.registry)) {
        const draining = members.filter(({ row }) => row.admin === 'draining');
        const value = draining.length === 0 ? undefined : valueFor(draining, nowMs);
        if (value !== undefined) put(value, pool, backend);
      }
    },
  };
}
