import { viewBackend } from '../../backends/backend-administration.ts';
import type { Member } from '../../core/member.ts';
import type {
  AdminState,
  BackendId,
  DrainPlan,
  DurationMs,
  Health,
  Labels,
  PolicyName,
  PoolName,
  WallMs,
} from '../../core/model.ts';
import type { Pool } from '../../core/pool.ts';
import type { Clock } from '../../core/ports.ts';
import type { Registry } from '../../core/registry.ts';

/** A backend as the page shows it, less what changes with every session. */
export interface BackendFacts {
  readonly pool: PoolName;
  readonly id: BackendId;
  readonly address: string;
  readonly zone: string;
  readonly labels: Labels;
  /** The operator's; `weightPercent` of it counts now. */
  readonly weight: number;
  readonly weightPercent: number;
  /** By which its share is fair, to a hundredth: slow start and its own word are in it. */
  readonly fairWeight: number;
  /** 0 for no limit. */
  readonly maxSessions: number;
  readonly admin: AdminState;
  readonly health: Health;
  readonly healthReason: string;
  readonly healthSinceMs: WallMs;
  /** Empty when it may take a new session. */
  readonly notEligibleBecause: string;
  /** What it says of itself, in words; empty when it says nothing that counts. */
  readonly agent: string;
  /** Until when what traffic found keeps it out; null when it does not. */
  readonly ejectedUntilMs: WallMs | null;
  readonly incarnation: number;
  readonly instance: string;
  /** Only while it drains, or is drained. */
  readonly drain: DrainPlan | null;
}

/** What changes with every session and request: as `[sessions, requests in flight]`. */
export type BackendLoad = readonly [sessions: number, inFlight: number];

export interface PoolFacts {
  readonly name: PoolName;
  readonly policy: PolicyName;
  readonly idleTimeoutMs: DurationMs;
  readonly maxLifetimeMs: DurationMs;
  readonly sealed: boolean;
  /** Most of it is unhealthy: nobody is written off meanwhile. */
  readonly isInPanic: boolean;
  /** More are unhealthy than its panic threshold: sessions are placed as if all were well. */
  readonly ignoresHealth: boolean;
  /** Backends that may take a new session now. */
  readonly eligible: number;
}

export function poolFacts(pool: Pool): PoolFacts {
  const { name, settings } = pool.row;
  const { isInPanic, ignoresHealth } = pool;
  return {
    name,
    policy: settings.policy,
    idleTimeoutMs: settings.idleTimeoutMs,
    maxLifetimeMs: settings.maxLifetimeMs,
    sealed: settings.sessionIds === 'sealed',
    isInPanic,
    ignoresHealth,
    eligible: pool.eligible().length,
  };
}

export function backendFacts(registry: Registry, member: Member, clock: Clock): BackendFacts {
  const view = viewBackend(registry, member);
  const { settings } = view;
  const isEjected = view.health === 'unhealthy' && member.ejectedUntilMs > clock.now();
  return {
    pool: view.pool,
    id: view.id,
    address: settings.address,
    zone: settings.zone,
    labels: settings.labels,
    weight: settings.weight,
    weightPercent: view.effectiveWeightPercent,
    fairWeight: Math.round(member.weight * 100) / 100,
    maxSessions: member.sessionLimit,
    admin: view.admin,
    health: view.health,
    healthReason: view.healthReason,
    healthSinceMs: view.healthSinceMs,
    notEligibleBecause: view.notEligibleBecause,
    agent: agentWords(member),
    ejectedUntilMs: isEjected ? member.ejectedUntilMs + clock.wallOffsetMs : null,
    incarnation: view.incarnation,
    instance: view.instance,
    drain: view.admin === 'draining' || view.admin === 'drained' ? view.drain : null,
  };
}

function agentWords({ agent }: Member): string {
  const words = [
    agent.closed && 'takes no new sessions',
    agent.weightPercent !== 100 && `wants ${agent.weightPercent} % of its weight`,
    agent.maxSessions > 0 && `takes at most ${agent.maxSessions} sessions`,
  ];
  return words.filter(Boolean).join(', ');
}
