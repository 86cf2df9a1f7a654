import {
  type BackendRow,
  type InstantMs,
  mark,
  type PoolName,
  type PoolRow,
  type SessionId,
  type SessionKey,
} from '../../daemon/core/model.ts';
import type { Claim, Clock, ControlChange, Ending, Touch } from '../../daemon/core/ports.ts';

/** A session as the disk has it, with what a caller was told of it. */
export interface ModelSession {
  /** `pool/id`: the model knows no hashes. */
  readonly name: string;
  readonly pool: PoolName;
  readonly sessionId: SessionId;
  readonly key: SessionKey;
  readonly slot: number;
  readonly serial: number;
  readonly backendNo: number;
  readonly incarnation: number;
  readonly generation: number;
  readonly outcome: string;
  readonly reason: string;
  readonly createdAtWallMs: number;
  /** 0 for the pool's. */
  readonly ownIdleMs: number;
  /** On the lease clock: when it was last seen, and what the disk has of it. */
  lastActiveMs: InstantMs;
  storedMs: InstantMs;
  /** Bits of `mark`, as they are and as the disk has them. */
  marks: number;
  storedMarks: number;
  /** Somebody was answered ASSIGNED or MOVED for this generation. */
  told: boolean;
}

export type Standing = 'kept' | 'away' | 'broken';

/** What is durable, in plain Maps. It knows what things mean, not how lbd does them. */
export class Model {
  readonly pools = new Map<PoolName, PoolRow>();
  readonly backends = new Map<number, BackendRow>();
  readonly sessions = new Map<string, ModelSession>();
  readonly bySlot = new Map<number, ModelSession>();
  /** Lives that ended by a delete, by name. */
  readonly ended = new Map<string, number>();
  clock!: Clock;

  claim({ row, sessionId, event }: Claim): ModelSession {
    const session: ModelSession = {
      name: `${event.pool}/${sessionId}`,
      pool: event.pool,
      sessionId: sessionId ?? '',
      key: row.key,
      slot: row.slot,
      serial: row.serial,
      backendNo: row.backendNo,
      incarnation: row.incarnation,
      generation: row.generation,
      outcome: event.kind,
      reason: row.reason,
      ownIdleMs: row.idleTimeoutMs,
      createdAtWallMs: row.createdAtMs + this.clock.wallOffsetMs,
      lastActiveMs: row.lastActiveMs,
      storedMs: row.lastActiveMs,
      marks: row.marks,
      storedMarks: row.marks,
      told: false,
    };
    this.sessions.set(session.name, session);
    this.bySlot.set(row.slot, session);
    return session;
  }

  end({ slot, serial }: Ending): void {
    const session = this.bySlot.get(slot);
    if (session?.serial !== serial) return;
    this.sessions.delete(session.name);
    this.bySlot.delete(slot);
    this.ended.set(session.name, (this.ended.get(session.name) ?? 0) + 1);
  }

  /** A touch that is older than what stands was overtaken by a claim, which knows better. */
  touch({ slot, serial, lastActiveMs, marks }: Touch): void {
    const session = this.bySlot.get(slot);
    if (session?.serial !== serial || session.storedMs > lastActiveMs) return;
    session.storedMarks = session.storedMs < lastActiveMs ? marks : session.storedMarks | (marks & mark.confirmed);
    session.storedMs = lastActiveMs;
  }

  control({ pools = [], backends = [], forgottenBackends = [] }: ControlChange): void {
    for (const pool of pools) this.pools.set(pool.name, pool);
    for (const no of forgottenBackends) this.backends.delete(no);
    for (const row of backends) this.backends.set(row.no, row);
  }

  /** At a load the last-active time is what was stored, and the quantum that a crash may have taken; not after now. */
  reload(session: ModelSession, nowMs: InstantMs): void {
    session.lastActiveMs = Math.min(session.storedMs + this.quantumMs(session), nowMs);
    session.marks = session.storedMarks;
  }

  standing(session: ModelSession): Standing {
    const home = this.backends.get(session.backendNo);
    if (home === undefined || session.incarnation < home.keptFrom) return 'broken';
    return home.health === 'unhealthy' ? 'away' : 'kept';
  }

  /** On the lease clock. */
  endsAtMs(session: Pick<ModelSession, 'pool' | 'ownIdleMs' | 'lastActiveMs' | 'createdAtWallMs'>): InstantMs {
    const { pool, ownIdleMs, lastActiveMs, createdAtWallMs } = session;
    const { idleTimeoutMs, maxLifetimeMs } = this.pools.get(pool)!.settings;
    const idleEndMs = lastActiveMs + (ownIdleMs > 0 ? Math.min(ownIdleMs, idleTimeoutMs) : idleTimeoutMs);
    if (maxLifetimeMs === 0) return idleEndMs;
    return Math.min(idleEndMs, createdAtWallMs - this.clock.wallOffsetMs + maxLifetimeMs);
  }

  hasLapsed(session: ModelSession): boolean {
    return this.endsAtMs(session) <= this.clock.now();
  }

  quantumMs({ pool }: ModelSession): number {
    return Math.max(5_000, this.pools.get(pool)!.settings.idleTimeoutMs / 16);
  }

  /** May it take a new session, but for its room? */
  isOpen(backend: BackendRow): boolean {
    const { admin, removed, settings, health } = backend;
    return admin === 'active' && !removed && settings.weight > 0 && health !== 'unhealthy';
  }

  keptBy(no: number): number {
    let count = 0;
    for (const session of this.sessions.values()) {
      if (session.backendNo === no && this.standing(session) !== 'broken') count += 1;
    }
    return count;
  }
}
