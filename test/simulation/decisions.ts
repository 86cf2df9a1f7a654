import { mark, type PoolName } from '../../daemon/core/model.ts';
import type { Claim, Clock, Ending } from '../../daemon/core/ports.ts';
import { isLaterSerial } from '../../daemon/core/session-table.ts';
import { backendFaults } from './backend-rules.ts';
import type { Change, Witness } from './faulty-store.ts';
import type { Judge } from './judge.ts';
import type { ModelSession } from './model.ts';

/** Smooth weighted round robin owes each candidate its turn; weights here are up to 3, backends up to 5 a pool. */
const turnsPassedOver = 60;

/** Judges what lbd asks of its disk, when it asks: the moment of its decision. And keeps the model true to the disk. */
export class Decisions implements Witness {
  readonly #judge: Judge;
  readonly #passedOver = new Map<number, number>();
  /** Claims that committed since, and whose callers must hear of it. */
  #untold: ModelSession[] = [];
  #serial = 0;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  asked(change: Change): void {
    if (change.kind === 'claim') this.#claimAsked(change.claim);
    else if (change.kind === 'end') for (const ending of change.endings) this.#endAsked(ending);
    else if (change.kind === 'control') {
      for (const fault of backendFaults(this.#judge.model, change.control, () => this.#judge.store.pending()))
        this.#judge.violated('backend', fault);
    }
  }

  committed(change: Change, told: boolean): void {
    const { model } = this.#judge;
    if (change.kind === 'claim') {
      const { row, sessionId, event } = change.claim;
      const tenant = model.bySlot.get(row.slot);
      if (tenant !== undefined && tenant.name !== `${event.pool}/${sessionId}`) {
        this.#judge.violated(
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
      if (session.told || this.#judge.model.sessions.get(session.name) !== session) continue;
      if (this.#judge.model.standing(session) === 'kept')
        this.#judge.violated('one answer', `nobody was told that ${session.name} was ${session.outcome}`);
    }
    this.#untold = [];
  }

  /** lbd starts again: what it may have forgotten costs nobody a part of the lease. */
  restarted(clock: Clock): void {
    const { model } = this.#judge;
    this.#untold = [];
    this.#serial = 0;
    for (const session of model.sessions.values()) {
      if (isLaterSerial(session.serial, this.#serial)) this.#serial = session.serial;
      const known = Math.min(session.lastActiveMs, session.storedMs + model.quantumMs(session));
      const unseenMs = model.clock.now() - known;
      model.reload(session, clock.now());
      if (clock.now() - session.lastActiveMs > unseenMs)
        this.#judge.violated('I5', `${session.name} lost lease time at a restart`);
    }
    model.clock = clock;
  }

  #claimAsked({ row, sessionId, event }: Claim): void {
    const { model } = this.#judge;
    const name = `${event.pool}/${sessionId}`;
    const session = model.sessions.get(name);
    this.#mustBeAlone(name, row.slot);
    if (event.kind === 'moved') {
      if (session === undefined) {
        this.#judge.violated('I2', `${name} moves, and is nowhere`);
        return;
      }
      const standing = model.standing(session);
      const because = standing === 'away' ? 'backend-unhealthy' : model.backends.get(session.backendNo)?.brokenBecause;
      if (standing === 'kept') this.#judge.violated('I2', `${name} moves, though its home has it`);
      if (row.reason !== because) this.#judge.violated('I2', `${name} moves because of ${row.reason}, not ${because}`);
      if (row.generation !== session.generation + 1)
        this.#judge.violated('I2', `${name} goes from generation ${session.generation} to ${row.generation}`);
      if (row.serial !== session.serial || row.slot !== session.slot)
        this.#judge.violated('slots', `${name} moves to another slot`);
    } else {
      if (row.generation !== 1) this.#judge.violated('I2', `${name} begins with generation ${row.generation}`);
      if (session !== undefined && !model.hasLapsed(session))
        this.#judge.violated('I5', `${name} is assigned anew before its lease ended`);
      if (row.reason !== (session === undefined ? 'new' : 'lapsed'))
        this.#judge.violated('I5', `${name} is assigned because ${row.reason}`);
      if (model.bySlot.get(row.slot) !== session)
        this.#judge.violated('slots', `${name} claims slot ${row.slot}, which is not its own`);
      if (!isLaterSerial(row.serial, this.#serial))
        this.#judge.violated('slots', `${name} claims with serial ${row.serial} after ${this.#serial}`);
      this.#serial = row.serial;
    }
    // A lapsed session still counts at its home: that place is its own.
    const hasPlace = event.kind !== 'moved' && session?.backendNo === row.backendNo;
    this.#mayTake(row.backendNo, row.incarnation, name, hasPlace);
    this.#takesTurns(event.pool, row.backendNo);
  }

  #mayTake(no: number, incarnation: number, name: string, hasPlace: boolean): void {
    const target = this.#judge.model.backends.get(no);
    if (target === undefined || !this.#judge.model.isOpen(target)) {
      this.#judge.violated('I3', `${name} is sent to ${target?.id ?? no}, which takes none`);
      return;
    }
    if (target.incarnation !== incarnation)
      this.#judge.violated('I3', `${name} is sent to a past life of ${target.id}`);
    if (this.#judge.isLeaving(no))
      this.#judge.violated('I3', `${name} is sent to ${target.id}, which is about to leave`);
    if (!hasPlace && !this.#judge.hasRoom(no))
      this.#judge.violated('max_sessions', `${name} is sent to ${target.id}, which is full`);
  }

  #takesTurns(pool: PoolName, chosen: number): void {
    if (this.#judge.model.pools.get(pool)?.settings.policy !== 'round_robin') return;
    for (const { no, id } of this.#judge.open(pool)) {
      const passedOver = no === chosen || !this.#judge.hasRoom(no) ? 0 : (this.#passedOver.get(no) ?? 0) + 1;
      this.#passedOver.set(no, passedOver);
      if (passedOver > turnsPassedOver) this.#judge.violated('turns', `${id} was passed over ${passedOver} times`);
    }
  }

  #endAsked({ slot, serial, event }: Ending): void {
    const session = this.#judge.model.bySlot.get(slot);
    if (session?.serial !== serial) {
      this.#judge.violated('slots', `slot ${slot} with serial ${serial} is to end, and is not there`);
      return;
    }
    this.#mustBeAlone(session.name, slot);
    if (event.kind !== 'expired') return;
    if (event.reason === 'evicted') {
      if ((session.marks & mark.confirmed) !== 0)
        this.#judge.violated('eviction', `${session.name} is evicted, though it comes back`);
    } else if (!this.#judge.model.hasLapsed(session)) {
      this.#judge.violated('I5', `${session.name} expires (${event.reason}) before its lease ended`);
    }
  }

  #mustBeAlone(name: string, slot: number): void {
    for (const change of this.#judge.store.pending()) {
      const rival =
        change.kind === 'claim'
          ? change.claim.row.slot === slot || `${change.claim.event.pool}/${change.claim.sessionId}` === name
          : change.kind === 'end' && change.endings.some((ending) => ending.slot === slot);
      if (rival)
        this.#judge.violated('one change', `${name} (slot ${slot}) changes while another change of it is in flight`);
    }
  }
}
