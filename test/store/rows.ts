import type { BackendRow, PoolRow, SessionKey, SessionRow } from '../../daemon/core/model.ts';
import { defaultPoolSettings } from '../../daemon/core/model.ts';
import type { Claim, Dataset, Ending, JournalEvent, Store } from '../../daemon/core/ports.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A session's key that is easy to tell from another's, with words of both signs. */
export const keyOf = (n: number): SessionKey => ({ k0: n, k1: -n - 1, k2: n * 65_537, k3: ~n });

export interface ClaimWishes extends Partial<SessionRow> {
  readonly sessionId?: string | null;
  readonly kind?: JournalEvent['kind'];
}

/** A claim on `slot` by the tenant `serial`; by default the first, on backend 1. */
export function aClaim(
  slot: number,
  { sessionId = `session-${slot}`, kind = 'assigned', ...row }: ClaimWishes = {},
): Claim {
  const whole: SessionRow = {
    slot,
    serial: 1,
    key: keyOf(slot),
    backendNo: 1,
    incarnation: 1,
    generation: 1,
    createdAtMs: 1_000,
    lastActiveMs: 1_000,
    idleTimeoutMs: 0,
    reason: 'new',
    ...row,
  };
  const { key, generation, reason } = whole;
  const about = { pool: 'default', backendId: 'web-1', key, generation, reason, who: 'router' };
  const session = sessionId ?? `~handle-${slot}`;
  return { row: whole, sessionId, event: { kind, atMs: 5_000, session, ...about } };
}

export function anEnding(slot: number, serial = 1): Ending {
  const about = { pool: 'default', backendId: 'web-1', key: keyOf(slot), who: 'ada' };
  return { slot, serial, key: keyOf(slot), backendNo: 1, event: { kind: 'ended', atMs: 6_000, ...about } };
}

export function aPool(name: string, wishes: Partial<PoolRow> = {}): PoolRow {
  return { name, settings: defaultPoolSettings, version: 1, createdAtMs: 1_700_000_000_000, ...wishes };
}

export function aBackend(no: number, wishes: Partial<BackendRow> = {}): BackendRow {
  return {
    no,
    pool: 'default',
    id: `web-${no}`,
    settings: { address: `web-${no}.test:80`, weight: 1, zone: '', labels: {}, maxSessions: 0 },
    admin: 'active',
    health: 'unknown',
    healthReason: '',
    incarnation: 1,
    keptFrom: 1,
    brokenBecause: 'backend-unhealthy',
    drainDeadlineMs: null,
    removed: false,
    version: 1,
    createdAtMs: 1_700_000_000_000,
    ...wishes,
  };
}

export interface StoredSession extends SessionKey {
  readonly slot: number;
  readonly serial: number;
  readonly backendNo: number;
  readonly incarnation: number;
  readonly generation: number;
  readonly createdAtMs: number;
  readonly lastActiveMs: number;
  readonly idleTimeoutMs: number;
  readonly reasonCode: number;
}

export interface Loaded {
  readonly dataset: Dataset;
  readonly pools: readonly PoolRow[];
  readonly backends: readonly BackendRow[];
  readonly sessions: readonly StoredSession[];
  /** In what order they came, and how many sessions were announced. */
  readonly calls: readonly string[];
}

/** Everything the store holds, as plain values. */
export function load(store: Store): Loaded {
  const pools: PoolRow[] = [];
  const backends: BackendRow[] = [];
  const sessions: StoredSession[] = [];
  const calls: string[] = [];
  const dataset = store.load({
    pool: (row) => calls.push(`pool ${pools.push(row)}`),
    backend: (row) => calls.push(`backend ${backends.push(row)}`),
    expectSessions: (count) => calls.push(`expect ${count}`),
    session(
      slot,
      serial,
      k0,
      k1,
      k2,
      k3,
      backendNo,
      incarnation,
      generation,
      createdAtMs,
      lastActiveMs,
      idleTimeoutMs,
      reasonCode,
    ) {
      const lease = { createdAtMs, lastActiveMs, idleTimeoutMs };
      calls.push(
        `session ${sessions.push({ slot, serial, k0, k1, k2, k3, backendNo, incarnation, generation, ...lease, reasonCode })}`,
      );
    },
  });
  return { dataset, pools, backends, sessions, calls };
}

/** Loads and starts it, as lbd does; the lease clock stands at 2,000 and the wall 10,000 ahead of it. */
export async function started(store: Store, clock = new ManualClock(2_000, 12_000)): Promise<Store> {
  load(store);
  await store.start(clock);
  return store;
}
