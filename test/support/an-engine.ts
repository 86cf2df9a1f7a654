import type { KeyFile } from '../../daemon/cookies/cookie-keys.ts';
import { type BackendSettings, defaultProbe, type PoolSettings } from '../../daemon/core/model.ts';
import type { Store } from '../../daemon/core/ports.ts';
import type { RouteWish } from '../../daemon/core/route-request.ts';
import { type Engine, startEngine } from '../../daemon/engine.ts';
import type { Assignment } from '../../daemon/routing/answers.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { ManualClock } from './manual-clock.ts';

export const operator = { who: 'test', reason: '' };

export const aBackend: BackendSettings = {
  address: 'backend.test:80',
  weight: 1,
  zone: '',
  labels: {},
  maxSessions: 0,
  probe: defaultProbe,
};

export const aWish: RouteWish = {
  pool: 'default',
  sessionId: '',
  clientIp: '',
  idleTimeoutMs: 0,
  validateOnly: false,
  hashKey: '',
  headers: {},
  path: '',
  labels: undefined,
  maxFallbacks: 0,
  claimedBackendId: '',
  explain: false,
  mayWait: true,
};

export interface EngineWishes {
  /** Ids, or ids with settings; in pool `default`. */
  readonly backends?: readonly (string | ({ id: string } & Partial<BackendSettings>))[];
  readonly pool?: Partial<PoolSettings>;
  readonly sessionLimit?: number;
  readonly cookieKeyFile?: KeyFile;
  readonly store?: Store;
  /** Where the wall clock stands; by default where the lease clock does. */
  readonly wallMs?: number;
}

export interface TestEngine extends Engine<ManualClock> {
  /** Routes in pool `default`. */
  route(sessionId: string, wish?: Partial<RouteWish>): Promise<Assignment>;
}

/** A real engine on a store (memory by default), with a clock turned by hand. */
export async function anEngine(wishes: EngineWishes = {}): Promise<TestEngine> {
  const engine = await startEngine(wishes.store ?? openMemoryStore(), {
    sessionLimit: wishes.sessionLimit ?? 1_000_000,
    sweepSliceSlots: 1_000,
    seed: 1,
    ...(wishes.cookieKeyFile && { cookieKeyFile: wishes.cookieKeyFile }),
    clockFrom: (leaseMs) => new ManualClock(leaseMs, wishes.wallMs ?? leaseMs),
  });
  if (wishes.pool !== undefined) await engine.pools.update('default', wishes.pool, '', operator);
  for (const backend of wishes.backends ?? []) {
    const { id, ...settings } = typeof backend === 'string' ? { id: backend } : backend;
    await engine.backends.create('default', id, { ...aBackend, address: `${id}.test:80`, ...settings }, operator);
  }
  return {
    ...engine,
    route: async (sessionId, wish = {}) => engine.routing.route({ ...aWish, sessionId, ...wish }),
  };
}

/** A whole walk of the sweeper. */
export async function sweep({ sweeper }: Engine): Promise<void> {
  while (!(await sweeper.sweep())) {
    // until it came round
  }
}
