import type { AgentWord } from '../../daemon/core/member.ts';
import type { BackendRow, PoolName } from '../../daemon/core/model.ts';
import { type Caller, Callers } from './callers.ts';
import type { Change, FaultyStore } from './faulty-store.ts';
import { Model, type ModelSession } from './model.ts';
import { Ejections, Outages } from './outage-rules.ts';
import { isHealthIgnored, leavesBecause, reaction, standing } from './standings.ts';

/** How long who is held waits at most, in every pool. */
export const holdForMs = 5_000;

/** What both who judge decisions and who judge answers must know: the truth, and what is on its way to it. */
export class Judge {
  readonly model = new Model();
  readonly callers = new Callers();
  readonly outages = new Outages(this);
  readonly ejections = new Ejections(this);
  /** What backends say of themselves, by number; a restart forgets it. */
  readonly agents = new Map<number, AgentWord>();
  /** The first is what matters; those behind it may be its echo. */
  readonly violations: string[] = [];
  /** Of the lbd of today. */
  store!: FaultyStore;
  /** Sessions and reservations of the lbd of today. */
  allocated: () => number = () => 0;

  violated(invariant: string, how: string): void {
    this.violations.push(`${invariant}: ${how}`);
  }

  /** Violations of affinity that lbd is to have counted since it began. */
  readonly counted = { 'home-lost': 0, 'claimed-elsewhere': 0, 'served-elsewhere': 0 };

  /** Some backend may be about to leave, though no change of it is on its way yet, or ever will be. */
  isTakingOut: () => boolean = () => false;

  /** Nobody is held any more: lbd stops. */
  isStopping = false;

  /** Another lbd begins: what the one before kept in mind is gone. */
  begin(): void {
    this.isStopping = false;
    this.agents.clear();
    this.callers.clear();
    this.outages.restarted();
    this.ejections.restarted();
    Object.assign(this.counted, { 'home-lost': 0, 'claimed-elsewhere': 0, 'served-elsewhere': 0 });
  }

  /** Who routes waits for a commit, or is held by the session's home. Answers how many are held, and may be. */
  waiting(): { readonly held: number; readonly mayBeHeld: number } {
    let held = 0;
    let mayBeHeld = 0;
    for (const caller of this.callers.all) {
      // Of one that has no id yet nobody knows which session it will be.
      if (caller.wish.sessionId === '' || this.isUnderway(caller.name)) mayBeHeld += 1;
      else if (this.isHeld(caller)) {
        held += 1;
        caller.heldFromMs ??= this.model.clock.now();
      } else if (!this.isMakingRoom()) this.violated('hang', `nothing keeps ${caller.name} waiting`);
    }
    return { held, mayBeHeld: held + mayBeHeld };
  }

  /** Backends that may take a new session now, but for their room and their health. */
  open(pool: PoolName): BackendRow[] {
    return this.model.members(pool).filter(({ no, admin, settings }) => {
      const agent = this.agents.get(no);
      const takes = agent === undefined || (!agent.closed && agent.weightPercent > 0);
      return admin === 'active' && settings.weight > 0 && takes && !this.isLeaving(no);
    });
  }

  /** Who may take a new session now: one that nobody has looked at yet only when nobody else may. */
  eligible(pool: PoolName): BackendRow[] {
    const withRoom = this.open(pool).filter(({ no }) => this.hasRoom(no));
    if (isHealthIgnored(this.model, pool)) return withRoom;
    const well = withRoom.filter(({ health }) => health !== 'unhealthy');
    const seen = well.filter(({ health, settings }) => health !== 'unknown' || settings.probe.kind === 'none');
    return seen.length > 0 ? seen : well;
  }

  /** May a session be sent there, though nobody has looked at it yet? */
  mayReceive({ no, pool, health }: BackendRow): boolean {
    const isWell = health !== 'unhealthy' || isHealthIgnored(this.model, pool);
    return isWell && this.hasRoom(no) && this.open(pool).some((open) => open.no === no);
  }

  /** Does it count at its home, and may it begin again there? */
  hasPlace({ backendNo, incarnation, pool }: ModelSession): boolean {
    const home = this.open(pool).find(({ no }) => no === backendNo);
    return home !== undefined && home.health !== 'unhealthy' && incarnation >= home.keptFrom;
  }

  /** A change that ends its service waits for its commit. While the disk is away none does, and nobody can be sent. */
  isLeaving(no: number): boolean {
    if (!this.store.isWritable) return false;
    for (const change of this.store.pending()) {
      if (change.kind !== 'control') continue;
      const leaves = change.control.backends?.some((row) => row.no === no && (row.removed || row.admin !== 'active'));
      if (leaves) return true;
    }
    return false;
  }

  /** Sessions at home there and on their way. */
  load(no: number): number {
    let load = this.model.keptBy(no);
    for (const change of this.store.pending()) if (placedOn(change) === no) load += 1;
    return load;
  }

  hasRoom(no: number): boolean {
    const own = this.model.backends.get(no)?.settings.maxSessions ?? 0;
    const said = this.agents.get(no)?.maxSessions ?? 0;
    const limits = [own, said].filter((limit) => limit > 0);
    return limits.length === 0 || this.load(no) < Math.min(...limits);
  }

  isBeingTouched(slot: number): boolean {
    for (const change of this.store.pending()) {
      if (change.kind === 'touch' && change.touches.some((touch) => touch.slot === slot)) return true;
    }
    return false;
  }

  /** A change of the session in `slot` is on its way, or in doubt. */
  isPending(slot: number): boolean {
    for (const change of this.store.pending()) {
      if (change.kind === 'claim' && change.claim.row.slot === slot) return true;
      if (change.kind === 'end' && change.endings.some((ending) => ending.slot === slot)) return true;
    }
    return false;
  }

  /** The same for a session that may not be there yet. */
  isUnderway(name: string): boolean {
    const session = this.model.sessions.get(name);
    if (session !== undefined) return this.isPending(session.slot);
    for (const change of this.store.pending()) {
      if (change.kind === 'claim' && `${change.claim.event.pool}/${change.claim.sessionId}` === name) return true;
    }
    return false;
  }

  /** Sessions are ended to make room: who has none waits for it. */
  isMakingRoom(): boolean {
    for (const change of this.store.pending())
      if (change.kind === 'end' && change.endings.some(({ event }) => event.reason === 'evicted')) return true;
    return false;
  }

  /** Does the caller wait for the session's home, and rightly so? */
  isHeld({ name, wish, heldFromMs }: Caller): boolean {
    const { model } = this;
    const session = model.sessions.get(name);
    if (session === undefined || !wish.mayWait || wish.validateOnly) return false;
    // Waiting does not renew a lease: one that ends meanwhile is looked at when the time is over.
    if (heldFromMs === undefined ? model.hasLapsed(session) : model.clock.now() >= heldFromMs + holdForMs) return false;
    if (standing(model, session) === 'held') return true;
    const because = leavesBecause(model, session);
    return because !== undefined && reaction(model, session, because) === 'hold';
  }
}

/** Where a change makes a session at home; undefined where it does not. */
function placedOn(change: Change): number | undefined {
  if (change.kind !== 'claim') return undefined;
  const { event, row } = change.claim;
  return event.kind === 'assigned' || event.kind === 'moved' ? row.backendNo : undefined;
}
