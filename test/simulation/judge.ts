import type { PoolName } from '../../daemon/core/model.ts';
import type { Claim, Clock, Ending } from '../../daemon/core/ports.ts';
import { isLaterSerial } from '../../daemon/core/session-table.ts';
import type { Assignment, RouteWish } from '../../daemon/routing.ts';
import type { ExpireTarget, SessionView } from '../../daemon/sessions.ts';
import { backendFaults } from './backend-rules.ts';
import type { Change, Witness } from './faulty-store.ts';
import type { Model, ModelSession } from './model.ts';

/** Smooth weighted round robin owes each candidate its turn; weights here are up to 3, backends up to 5 a pool. */
const turnsPassedOver = 60;

/** Holds every decision, every commit and every answer against the model. */
export class Judge implements Witness {
  readonly model: Model;
  /** What may still reach the disk; of the store of today. */
  pending: () => Iterable<Change> = () => [];
  /** The first is what matters; those behind it may be its echo. */
  readonly violations: string[] = [];
  readonly #passedOver = new Map<number, number>();
  /** Claims that committed since, and whose callers must hear of it. */
  #untold: ModelSession[] = [];
  #serial = 0;

  constructor(model: Model) {
    this.model = model;
  }

  violated(invariant: string, how: string): void {
    this.violations.push(`${invariant}: ${how}`);
  }

  /** lbd starts again: what it may have forgotten costs nobody a part of the lease. */
  restarted(clock: Clock): void {
    const { model } = this;
    this.#untold = [];
    this.#serial = 0;
    for (const session of model.sessions.values()) {
      if (isLaterSerial(session.serial, this.#serial)) this.#serial = session.serial;
      const known = Math.min(session.lastActiveMs, session.storedMs + model.quantumMs(session));
      const unseenMs = model.clock.now() - known;
      model.reload(session, clock.now());
      if (clock.now() - session.lastActiveMs > unseenMs)
        this.violated('I5', `${session.name} lost lease time at a restart`);
    }
    model.clock = clock;
  }

  asked(change: Change): void {
    if (change.kind === 'claim') this.#claimAsked(change.claim);
    else if (change.kind === 'end') for (const ending of change.endings) this.#endAsked(ending);
    else if (change.kind === 'control') {
      for (const fault of backendFaults(this.model, change.control, this.pending)) this.violated('backend', fault);
    }
  }

  committed(change: Change, told: boolean): void {
    const { model } = this;
    if (change.kind === 'claim') {
      const { row, sessionId, event } = change.claim;
      const tenant = model.bySlot.get(row.slot);
      if (tenant !== undefined && tenant.name !== `${event.pool}/${sessionId}`) {
        this.violated(
          'slots',
          `slot ${row.slot} of ${tenant.name} was given to ${sessionId} before its delete was durable`,
        );
      }
      const session = model.claim(change.claim);
      if (told) this.#untold.push(session);
    } else if (change.kind === 'end') for (const ending of change.endings) model.end(ending);
    else if (change.kind === 'touch') for (const touch of change.touches) model.touch(touch);
    else model.control(change.control);
  }

  /** All answers that can be given were given. */
  settled(): void {
    for (const session of this.#untold) {
      if (session.told || this.model.sessions.get(session.name) !== session) continue;
      if (this.model.standing(session) === 'kept')
        this.violated('one answer', `nobody was told that ${session.name} was ${session.outcome}`);
    }
    this.#untold = [];
  }

  answered(wish: RouteWish, answer: Assignment): void {
    const { model } = this;
    const session = model.sessions.get(`${answer.pool}/${answer.sessionId}`);
    if (wish.validateOnly && answer.outcome !== 'kept') {
      this.#previewed(answer, session);
      return;
    }
    if (session === undefined) {
      this.violated('durable', `${answer.sessionId} was ${answer.outcome}, and is not on the disk`);
      return;
    }
    const home = model.backends.get(session.backendNo);
    const where = `${answer.sessionId} ${answer.outcome} on ${answer.backendId}, generation ${answer.generation}`;
    if (home?.id !== answer.backendId || session.generation !== answer.generation) {
      this.violated('I1', `${where}; the disk has ${home?.id}, generation ${session.generation}`);
      return;
    }
    if (home.settings.address !== answer.address)
      this.violated('I1', `${where}: address ${answer.address} is out of date`);
    if (model.standing(session) !== 'kept') this.violated('I3', `${where}, which is ${model.standing(session)}`);
    if (answer.outcome === 'kept') {
      if (model.hasLapsed(session)) this.violated('lease', `${where} after its lease ended`);
      if (!wish.validateOnly) session.lastActiveMs = model.clock.now();
    } else {
      if (session.told) this.violated('one answer', `${where} was told to two callers`);
      if (session.outcome !== answer.outcome || session.reason !== answer.reason)
        this.violated('one answer', `${where} is not what was written`);
      session.told = true;
    }
    if (answer.expiresAtMs !== model.endsAtMs(session) + model.clock.wallOffsetMs)
      this.violated('lease', `${where}: wrong expire time`);
    if (answer.createdAtMs !== session.createdAtWallMs) this.violated('lease', `${where}: wrong create time`);
  }

  /** A logout begins. Gives back what is to be held against its answer. */
  endAsked(name: string): (ended: boolean) => void {
    const { model } = this;
    const before = model.sessions.get(name);
    const ends = model.ended.get(name) ?? 0;
    return (ended) => {
      if (ended && model.ended.get(name) === ends)
        this.violated('durable', `${name} was ended, and nothing was deleted`);
      const now = model.sessions.get(name);
      const livesOn = now !== undefined && now.serial === before?.serial && !model.hasLapsed(now);
      if (!ended && livesOn) this.violated('durable', `${name} lives on, and there was nothing to end`);
      if (ended && livesOn) this.violated('durable', `${name} was ended, and lives on`);
    };
  }

  /** An operator ends sessions: those that live now must be gone when it is answered. */
  expireAsked(target: ExpireTarget, validateOnly: boolean): (count: number) => void {
    const { model } = this;
    const meant = [...model.sessions.values()].filter(
      (session) =>
        !model.hasLapsed(session) &&
        (target.kind === 'all' ||
          (target.pool === session.pool &&
            target.kind === 'backend' &&
            target.backendId === model.backends.get(session.backendNo)?.id)),
    );
    return (count) => {
      if (validateOnly) {
        if (count !== meant.length)
          this.violated('counts', `${count} sessions would end, and ${meant.length} are there`);
        return;
      }
      const left = meant.find(({ slot, serial }) => model.bySlot.get(slot)?.serial === serial);
      if (left !== undefined) this.violated('durable', `${left.name} was ended with ${count} others, and lives on`);
    };
  }

  listed(shown: readonly SessionView[]): void {
    const { model } = this;
    const text = (parts: readonly unknown[]) => parts.join(' ');
    const expected = [...model.sessions.values()]
      .filter((session) => !model.hasLapsed(session))
      .sort((a, b) => a.slot - b.slot)
      .map((session) =>
        text([
          ...[session.pool, session.sessionId, model.backends.get(session.backendNo)?.id, session.generation],
          ...[session.createdAtWallMs, session.lastActiveMs + model.clock.wallOffsetMs],
          ...[model.endsAtMs(session) + model.clock.wallOffsetMs, session.reason, model.standing(session) !== 'broken'],
        ]),
      );
    const said = shown.map((view) =>
      text([
        ...[view.pool, view.sessionId, view.backendId, view.generation, view.createdAtMs, view.lastActiveMs],
        ...[view.expiresAtMs, view.reason, view.kept],
      ]),
    );
    const at = said.findIndex((line, i) => line !== expected[i]);
    if (at >= 0) this.violated('list', `shown "${said[at]}", durable "${expected[at]}"`);
    else if (said.length !== expected.length) this.violated('list', `${said.length} are shown of ${expected.length}`);
  }

  /** Nobody was to take it, it was said: right away, so nothing can have changed since. */
  refused(pool: PoolName, kind: string): void {
    const open = this.#open(pool);
    if (open.some((backend) => this.#hasRoom(backend.no)))
      this.violated('refusal', `${kind}, but pool ${pool} has a backend with room`);
    if ((kind === 'pool-full') !== open.length > 0)
      this.violated('refusal', `${kind} is the wrong word for pool ${pool}`);
  }

  #previewed(answer: Assignment, session: ModelSession | undefined): void {
    const target = this.#open(answer.pool).find(({ id }) => id === answer.backendId);
    if (target === undefined)
      this.violated('I3', `a preview sends ${answer.sessionId} to ${answer.backendId}, which takes none`);
    const generation = answer.outcome === 'moved' ? (session?.generation ?? 0) + 1 : 1;
    if (answer.generation !== generation)
      this.violated('I2', `a preview of ${answer.sessionId} has generation ${answer.generation}`);
  }

  #claimAsked({ row, sessionId, event }: Claim): void {
    const { model } = this;
    const name = `${event.pool}/${sessionId}`;
    const session = model.sessions.get(name);
    this.#mustBeAlone(name, row.slot);
    if (event.kind === 'moved') {
      if (session === undefined) {
        this.violated('I2', `${name} moves, and is nowhere`);
        return;
      }
      const standing = model.standing(session);
      const because = standing === 'away' ? 'backend-unhealthy' : model.backends.get(session.backendNo)?.brokenBecause;
      if (standing === 'kept') this.violated('I2', `${name} moves, though its home has it`);
      if (row.reason !== because) this.violated('I2', `${name} moves because of ${row.reason}, not ${because}`);
      if (row.generation !== session.generation + 1)
        this.violated('I2', `${name} goes from generation ${session.generation} to ${row.generation}`);
      if (row.serial !== session.serial || row.slot !== session.slot)
        this.violated('slots', `${name} moves to another slot`);
    } else {
      if (row.generation !== 1) this.violated('I2', `${name} begins with generation ${row.generation}`);
      if (session !== undefined && !model.hasLapsed(session))
        this.violated('I5', `${name} is assigned anew before its lease ended`);
      if (row.reason !== (session === undefined ? 'new' : 'lapsed'))
        this.violated('I5', `${name} is assigned because ${row.reason}`);
      if (model.bySlot.get(row.slot) !== session)
        this.violated('slots', `${name} claims slot ${row.slot}, which is not its own`);
      if (!isLaterSerial(row.serial, this.#serial))
        this.violated('slots', `${name} claims with serial ${row.serial} after ${this.#serial}`);
      this.#serial = row.serial;
    }
    this.#mayTake(row.backendNo, row.incarnation, name);
    this.#takesTurns(event.pool, row.backendNo);
  }

  #mayTake(no: number, incarnation: number, name: string): void {
    const target = this.model.backends.get(no);
    if (target === undefined || !this.model.isOpen(target)) {
      this.violated('I3', `${name} is sent to ${target?.id ?? no}, which takes none`);
      return;
    }
    if (target.incarnation !== incarnation) this.violated('I3', `${name} is sent to a past life of ${target.id}`);
    if (this.#isLeaving(no)) this.violated('I3', `${name} is sent to ${target.id}, which is about to leave`);
    if (!this.#hasRoom(no)) this.violated('max_sessions', `${name} is sent to ${target.id}, which is full`);
  }

  #takesTurns(pool: PoolName, chosen: number): void {
    if (this.model.pools.get(pool)?.settings.policy !== 'round_robin') return;
    for (const { no, id } of this.#open(pool)) {
      const passedOver = no === chosen || !this.#hasRoom(no) ? 0 : (this.#passedOver.get(no) ?? 0) + 1;
      this.#passedOver.set(no, passedOver);
      if (passedOver > turnsPassedOver) this.violated('turns', `${id} was passed over ${passedOver} times`);
    }
  }

  #endAsked({ slot, serial, event }: Ending): void {
    const session = this.model.bySlot.get(slot);
    if (session?.serial !== serial) {
      this.violated('slots', `slot ${slot} with serial ${serial} is to end, and is not there`);
      return;
    }
    this.#mustBeAlone(session.name, slot);
    if (event.kind === 'expired' && !this.model.hasLapsed(session))
      this.violated('I5', `${session.name} expires before its lease ended`);
  }

  #mustBeAlone(name: string, slot: number): void {
    for (const change of this.pending()) {
      const rival =
        change.kind === 'claim'
          ? change.claim.row.slot === slot || `${change.claim.event.pool}/${change.claim.sessionId}` === name
          : change.kind === 'end' && change.endings.some((ending) => ending.slot === slot);
      if (rival) this.violated('one change', `${name} (slot ${slot}) changes while another change of it is in flight`);
    }
  }

  #open(pool: PoolName) {
    return [...this.model.backends.values()].filter(
      (row) => row.pool === pool && this.model.isOpen(row) && !this.#isLeaving(row.no),
    );
  }

  isBeingTouched(slot: number): boolean {
    for (const change of this.pending()) {
      if (change.kind === 'touch' && change.touches.some((touch) => touch.slot === slot)) return true;
    }
    return false;
  }

  #isLeaving(no: number): boolean {
    for (const change of this.pending()) {
      if (change.kind !== 'control') continue;
      const leaves = change.control.backends?.some(
        (row) => row.no === no && (row.removed || row.admin === 'drained' || row.admin === 'draining'),
      );
      if (leaves) return true;
    }
    return false;
  }

  /** Sessions at home there and on their way. */
  #hasRoom(no: number): boolean {
    const limit = this.model.backends.get(no)?.settings.maxSessions ?? 0;
    if (limit === 0) return true;
    let load = this.model.keptBy(no);
    for (const change of this.pending()) if (change.kind === 'claim' && change.claim.row.backendNo === no) load += 1;
    return load < limit;
  }
}
