import {
  type BackendRow,
  type InstantMs,
  type Labels,
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
  /** How it came to be where it is, and why. */
  readonly outcome: string;
  readonly reason: string;
  readonly createdAtWallMs: number;
  /** 0 for the pool's. */
  readonly ownIdleMs: number;
  readonly labels: Labels;
  /** On the lease clock: when it was last seen, and what the disk has of it. */
  lastActiveMs: InstantMs;
  storedMs: InstantMs;
  /** Bits of `mark`, as they are and as the disk has them. */
  marks: number;
  storedMarks: number;
  /** Somebody was answered ASSIGNED or MOVED for this generation, or nobody will be: who asked is gone. */
  told: boolean;
  /** Its home was out of service when it was committed: who asked goes on at once. */
  beganAway: boolean;
  /** Perhaps who was to be told was turned away, for its home can't take it now. */
  mayStayUntold: boolean;
  /** It was told in the millisecond of the last write, which is the newer one for the disk: after a crash it is told again. */
  mayBeToldAgain: boolean;
}

/** What is durable, in plain Maps. It knows what things mean, not how lbd does them. */
export class Model {
  readonly pools = new Map<PoolName, PoolRow>();
  readonly backends = new Map<number, BackendRow>();
  readonly sessions = new Map<string, ModelSession>();
  readonly bySlot = new Map<number, ModelSession>();
  /** Lives that ended by a delete, by name. */
  readonly ended = new Map<string, number>();
  clock!: Clock;

  /** @param told whether who asked hears of it */
  claim({ row, sessionId, labels = {}, event }: Claim, told: boolean): ModelSession {
    const tenant = this.bySlot.get(row.slot);
    const before = tenant?.serial === row.serial ? tenant : undefined;
    const stays = event.kind !== 'assigned' && event.kind !== 'moved' ? before : undefined;
    const id = sessionId ?? before?.sessionId ?? '';
    const merged = Object.entries({ ...before?.labels, ...labels }).filter(([, value]) => value !== '');
    const session: ModelSession = {
      name: `${event.pool}/${id}`,
      pool: event.pool,
      sessionId: id,
      key: row.key,
      slot: row.slot,
      serial: row.serial,
      backendNo: row.backendNo,
      incarnation: row.incarnation,
      generation: row.generation,
      outcome: stays?.outcome ?? event.kind,
      reason: row.reason,
      ownIdleMs: row.idleTimeoutMs,
      createdAtWallMs: row.createdAtMs + this.clock.wallOffsetMs,
      labels: Object.fromEntries(merged),
      lastActiveMs: row.lastActiveMs,
      storedMs: row.lastActiveMs,
      marks: row.marks,
      storedMarks: row.marks,
      told: stays?.told ?? (!told && (row.marks & mark.untold) === 0),
      beganAway: stays?.beganAway ?? false,
      mayStayUntold: stays?.mayStayUntold ?? false,
      mayBeToldAgain: false,
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

  control({ pools = [], deletedPools = [], backends = [], forgottenBackends = [] }: ControlChange): void {
    for (const pool of pools) this.pools.set(pool.name, pool);
    for (const no of forgottenBackends) this.backends.delete(no);
    for (const row of backends) this.backends.set(row.no, row);
    for (const name of deletedPools) this.pools.delete(name);
  }

  /** At a load the last-active time is what was stored, and the quantum that a crash may have taken; not after now. */
  reload(session: ModelSession, nowMs: InstantMs): void {
    session.lastActiveMs = Math.min(session.storedMs + this.quantumMs(session), nowMs);
    session.marks = session.storedMarks;
    // Who asked for what was committed last is gone; of a move that nobody asked for somebody is still to be told.
    session.told = !has(session, 'untold');
  }

  /** On the lease clock. */
  endsAtMs(
    session: Pick<ModelSession, 'pool' | 'ownIdleMs' | 'lastActiveMs' | 'createdAtWallMs' | 'marks'>,
  ): InstantMs {
    const { pool, ownIdleMs, lastActiveMs, createdAtWallMs } = session;
    const { idleTimeoutMs, maxLifetimeMs, unconfirmedTimeoutMs } = this.pools.get(pool)!.settings;
    const wished = [idleTimeoutMs];
    if (ownIdleMs > 0) wished.push(ownIdleMs);
    if (unconfirmedTimeoutMs > 0 && !has(session, 'confirmed')) wished.push(unconfirmedTimeoutMs);
    const idleEndMs = lastActiveMs + Math.min(...wished);
    if (maxLifetimeMs === 0) return idleEndMs;
    return Math.min(idleEndMs, createdAtWallMs - this.clock.wallOffsetMs + maxLifetimeMs);
  }

  hasLapsed(session: ModelSession): boolean {
    return this.endsAtMs(session) <= this.clock.now();
  }

  quantumMs({ pool }: ModelSession): number {
    return Math.max(5_000, this.pools.get(pool)!.settings.idleTimeoutMs / 16);
  }

  home({ backendNo }: ModelSession): BackendRow | undefined {
    return this.backends.get(backendNo);
  }

  /** Tombstones left out. */
  members(pool: PoolName): BackendRow[] {
    return [...this.backends.values()].filter((row) => row.pool === pool && !row.removed);
  }

  /** What counts against `max_sessions`: sessions of an incarnation that is not over. */
  keptBy(no: number): number {
    const keptFrom = this.backends.get(no)?.keptFrom ?? Number.POSITIVE_INFINITY;
    let count = 0;
    for (const session of this.sessions.values())
      if (session.backendNo === no && session.incarnation >= keptFrom) count += 1;
    return count;
  }
}

export function has({ marks }: Pick<ModelSession, 'marks'>, what: keyof typeof mark): boolean {
  return (marks & mark[what]) !== 0;
}
