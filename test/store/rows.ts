import type { CookieFence } from '../../daemon/core/cookie-fences.ts';
import type { BackendRow, PoolRow, SessionKey, SessionRow } from '../../daemon/core/model.ts';
import { defaultPoolSettings, defaultProbe, type Labels } from '../../daemon/core/model.ts';
import type { Claim, Dataset, Ending, JournalEvent, Store } from '../../daemon/core/ports.ts';
import { ManualClock } from '../support/manual-clock.ts';

/** A session's key that is easy to tell from another's, with words of both signs. */
export const keyOf = (n: number): SessionKey => ({ k0: n, k1: -n - 1, k2: n * 65_537, k3: ~n });

export interface ClaimWishes extends Partial<SessionRow> {
  /** Undefined keeps the one that the slot's row has. */
  readonly sessionId?: string | null | undefined;
  readonly labels?: Labels;
  readonly kind?: JournalEvent['kind'];
  readonly atMs?: number;
  readonly pool?: string;
  readonly backendId?: string;
}

/** A claim on `slot` by the tenant `serial`; by default the first, on backend 1. */
export function aClaim(slot: number, wishes: ClaimWishes = {}): Claim {
  const { labels, kind = 'assigned', atMs = 5_000, pool = 'default', backendId = 'web-1', ...others } = wishes;
  const { sessionId, ...row } = { sessionId: `session-${slot}`, ...others };
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
    marks: 0,
    ...row,
  };
  const { key, generation, reason } = whole;
  const told = sessionId === undefined ? {} : { session: sessionId ?? `~handle-${slot}` };
  const event = { kind, atMs, pool, backendId, key, generation, reason, who: 'router', ...told };
  return { row: whole, sessionId, event, ...(labels && { labels }) };
}

/** It does not tell whose session it is: the store knows. */
export function anEnding(slot: number, serial = 1, kind: JournalEvent['kind'] = 'ended'): Ending {
  const about = { pool: 'default', backendId: 'web-1', key: keyOf(slot), who: 'ada' };
  return { slot, serial, key: keyOf(slot), backendNo: 1, event: { kind, atMs: 6_000, ...about } };
}

export function aPool(name: string, wishes: Partial<PoolRow> = {}): PoolRow {
  return { name, settings: defaultPoolSettings, version: 1, createdAtMs: 1_700_000_000_000, ...wishes };
}

export function aBackend(no: number, wishes: Partial<BackendRow> = {}): BackendRow {
  return {
    no,
    pool: 'default',
    id: `web-${no}`,
    settings: { address: `web-${no}.test:80`, weight: 1, zone: '', labels: {}, maxSessions: 0, probe: defaultProbe },
    admin: 'active',
    health: 'unknown',
    healthReason: '',
    incarnation: 1,
    keptFrom: 1,
    brokenBecause: 'backend-unhealthy',
    healthSinceMs: 1_700_000_000_000,
    instance: '',
    drain: null,
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
  readonly marks: number;
}

export interface Loaded {
  readonly dataset: Dataset;
  readonly pools: readonly PoolRow[];
  readonly backends: readonly BackendRow[];
  readonly sessions: readonly StoredSession[];
  /** In what order they came, and how many sessions were announced. */
  readonly calls: readonly string[];
  readonly fences: readonly CookieFence[];
  /** The four words of a key, and when. */
  readonly ended: readonly (readonly number[])[];
}

/** The store under test; another one after a restart. */
export interface StoreAtHand {
  readonly store: Store;
  /** Stops, and loads what was kept. */
  reloaded(): Promise<Loaded>;
  /** Stops, loads and starts. */
  restarted(): Promise<void>;
}

/** Everything the store holds, as plain values. */
export function load(store: Store): Loaded {
  const pools: PoolRow[] = [];
  const backends: BackendRow[] = [];
  const sessions: StoredSession[] = [];
  const calls: string[] = [];
  const fences: CookieFence[] = [];
  const ended: (readonly number[])[] = [];
  const dataset = store.load({
    pool: (row) => calls.push(`pool ${pools.push(row)}`),
    backend: (row) => calls.push(`backend ${backends.push(row)}`),
    cookieFence: (fence) => fences.push(fence),
    ended: ({ k0, k1, k2, k3 }, endedAtMs) => ended.push([k0, k1, k2, k3, endedAtMs]),
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
      marks,
    ) {
      const lease = { createdAtMs, lastActiveMs, idleTimeoutMs, marks };
      calls.push(
        `session ${sessions.push({ slot, serial, k0, k1, k2, k3, backendNo, incarnation, generation, ...lease, reasonCode })}`,
      );
    },
  });
  return { dataset, pools, backends, sessions, calls, fences, ended };
}

/** Loads and starts it, as lbd does; the lease clock stands at 2,000 and the wall 10,000 ahead of it. */
export async function started(store: Store, clock = new ManualClock(2_000, 12_000)): Promise<Store> {
  load(store);
  await store.start(clock);
  return store;
}
