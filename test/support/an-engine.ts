import type { PoolSettings } from '../../daemon/core/model.ts';
import type { Store } from '../../daemon/core/ports.ts';
import { type Engine, startEngine } from '../../daemon/engine.ts';
import type { Assignment, RouteWish } from '../../daemon/routing.ts';
import { openMemoryStore } from '../../daemon/store/memory/memory-store.ts';
import { ManualClock } from './manual-clock.ts';

export const operator = { who: 'test', reason: '' };

export interface EngineWishes {
  /** Ids, or ids with settings; in pool `default`. */
  readonly backends?: readonly (string | { id: string; weight?: number; maxSessions?: number })[];
  readonly pool?: Partial<PoolSettings>;
  readonly sessionLimit?: number;
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
    clockFrom: (leaseMs) => new ManualClock(leaseMs, wishes.wallMs ?? leaseMs),
  });
  if (wishes.pool !== undefined) await engine.pools.update('default', wishes.pool, '', operator);
  for (const backend of wishes.backends ?? []) {
    const { id, weight = 1, maxSessions = 0 } = typeof backend === 'string' ? { id: backend } : backend;
    await engine.backends.create(
      'default',
      id,
      { address: `${id}.test:80`, weight, zone: '', labels: {}, maxSessions },
      operator,
    );
  }
  return {
    ...engine,
    route: async (sessionId, wish = {}) =>
      engine.routing.route({
        pool: 'default',
        sessionId,
        clientIp: '',
        idleTimeoutMs: 0,
        validateOnly: false,
        ...wish,
      }),
  };
}

/** A whole walk of the sweeper. */
export async function sweep({ sweeper }: Engine): Promise<void> {
  while (!(await sweeper.sweep())) {
    // until it came round
  }
}
