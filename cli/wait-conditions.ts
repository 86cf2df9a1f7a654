import type { Backend__Output as Backend } from '../proto/generated/lb/v1/Backend.ts';
import { healthText, stateWord } from './backend-view.ts';
import { typed } from './drain-end.ts';
import { counted } from './output/words.ts';

/** What `lbctl wait` can wait for. */
export interface Condition {
  /** What the backend is then. */
  readonly word: string;
  isMet(backend: Backend): boolean;
  /** How it stands, in words. */
  state(backend: Backend, nowMs: number): string;
  /** Why it won't come about by itself; empty when it may. */
  doubt(backend: Backend): string;
}

const isDraining = ({ admin_state: state }: Backend) =>
  state === 'ADMIN_STATE_DRAINING' || state === 'ADMIN_STATE_DRAINED';

export const conditions = {
  healthy: {
    word: 'healthy',
    isMet: ({ health }) => health === 'HEALTH_HEALTHY',
    state: (backend, nowMs) => healthText(backend, nowMs),
    doubt: ({ id, pool, probe }) =>
      !probe || probe.kind === 'PROBE_KIND_NONE' || probe.kind === 'PROBE_KIND_UNSPECIFIED'
        ? `no probe watches its health; \`lbctl backends set ${typed(id, pool)} --probe http\` sets one up`
        : '',
  },
  drained: {
    word: 'drained',
    isMet: ({ admin_state: state }) => state === 'ADMIN_STATE_DRAINED',
    state: (backend, nowMs) => `${stateWord(backend, nowMs)}, ${counted(backend.session_count, 'session')} left`,
    doubt: (backend) =>
      isDraining(backend) ? '' : `it does not drain; \`lbctl drain ${typed(backend.id, backend.pool)}\` begins`,
  },
  'sessions=0': {
    word: 'empty',
    isMet: ({ session_count: count }) => count === 0,
    state: ({ session_count: count }) => `${counted(count, 'session')} left`,
    doubt: ({ id, pool, eligible }) =>
      eligible ? `it takes new sessions; \`lbctl cordon ${typed(id, pool)}\` keeps them off` : '',
  },
  eligible: {
    word: 'eligible',
    isMet: ({ eligible }) => eligible,
    state: ({ not_eligible_because: why }) => why || 'not eligible',
    doubt: (backend) =>
      backend.admin_state === 'ADMIN_STATE_ACTIVE'
        ? ''
        : `an operator took it out; \`lbctl ${backend.admin_state === 'ADMIN_STATE_CORDONED' ? 'uncordon' : 'undrain'} ${typed(backend.id, backend.pool)}\` returns it`,
  },
} as const satisfies Record<string, Condition>;

export type ConditionName = keyof typeof conditions;

export const conditionNames = Object.keys(conditions) as ConditionName[];
