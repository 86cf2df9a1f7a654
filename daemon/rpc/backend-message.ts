import type { Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { BackendView } from '../backends/administration.ts';
import { adminStates, healths } from '../core/codes.ts';
import { drainMessage } from './drain-message.ts';
import { probeMessage } from './probe-codec.ts';
import { timestamp } from './times.ts';

// In the order of core/codes.
const adminStateNames = [
  'ADMIN_STATE_ACTIVE',
  'ADMIN_STATE_CORDONED',
  'ADMIN_STATE_DRAINING',
  'ADMIN_STATE_DRAINED',
] as const;
const healthNames = ['HEALTH_UNKNOWN', 'HEALTH_HEALTHY', 'HEALTH_UNHEALTHY'] as const;

/** A backend as operators see it. */
export function backendMessage(view: BackendView): Backend {
  const { settings, drain } = view;
  const deadlineMs = view.admin === 'draining' ? (drain?.deadlineMs ?? null) : null;
  return {
    id: view.id,
    pool: view.pool,
    address: settings.address,
    weight: settings.weight,
    zone: settings.zone,
    labels: settings.labels,
    max_sessions: settings.maxSessions,
    probe: probeMessage(settings.probe),
    admin_state: adminStateNames[adminStates.indexOf(view.admin)]!,
    health: healthNames[healths.indexOf(view.health)]!,
    health_reason: view.healthReason,
    health_time: timestamp(view.healthSinceMs),
    incarnation: view.incarnation,
    session_count: view.sessionCount,
    in_flight: view.inFlight,
    effective_weight_percent: view.effectiveWeightPercent,
    eligible: view.notEligibleBecause === '',
    not_eligible_because: view.notEligibleBecause,
    drain: drain === null ? null : drainMessage(drain),
    drain_deadline: deadlineMs === null ? null : timestamp(deadlineMs),
    create_time: timestamp(view.createdAtMs),
    etag: String(view.version),
  };
}
