import type { Pool } from '../../proto/generated/lb/v1/Pool.ts';
import type { PoolView } from '../backends/administration.ts';
import { affinityMessage } from './affinity-codec.ts';
import { reactions, restartReactions, sessionIdModes, unknownIds } from './pool-codec.ts';
import { timestamp } from './times.ts';
import { enumValue } from './words.ts';

/** A pool as operators see it. */
export function poolMessage({ name, settings, version, createdAtMs, ...view }: PoolView): Pool {
  return {
    name,
    policy: settings.policy,
    hash_on: settings.hashOn,
    idle_timeout: timestamp(settings.idleTimeoutMs),
    max_lifetime: settings.maxLifetimeMs === 0 ? null : timestamp(settings.maxLifetimeMs),
    unknown_id: enumValue(settings.unknownId, unknownIds),
    session_ids: enumValue(settings.sessionIds, sessionIdModes),
    on_unhealthy: enumValue(settings.onUnhealthy, reactions),
    on_removed: enumValue(settings.onRemoved, reactions),
    on_drained: enumValue(settings.onDrained, reactions),
    on_restart: enumValue(settings.onRestart, restartReactions),
    hold_for: timestamp(settings.holdForMs),
    break_after: timestamp(settings.breakAfterMs),
    unconfirmed_timeout: settings.unconfirmedTimeoutMs === 0 ? null : timestamp(settings.unconfirmedTimeoutMs),
    bounded_load: settings.boundedLoad,
    slow_start: timestamp(settings.slowStartMs),
    eject_after: settings.ejectAfter,
    eject_for: timestamp(settings.ejectForMs),
    max_ejected: settings.maxEjected,
    panic_threshold: settings.panicThreshold,
    affinity: affinityMessage(name, settings.affinity),
    hosts: [...settings.hosts],
    path_prefixes: [...settings.pathPrefixes],
    expose_assignment: settings.exposeAssignment,
    panic: view.isInPanic,
    backend_count: view.backendCount,
    session_count: view.sessionCount,
    create_time: timestamp(createdAtMs),
    etag: String(version),
  };
}
