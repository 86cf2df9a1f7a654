import type { PoolName } from '../../daemon/core/model.ts';
import type { Claim, Clock, Ending } from '../../daemon/core/ports.ts';
import { isLaterSerial } from '../../daemon/core/session-table.ts';
import { backendFaults } from './backend-rules.ts';
import type { Change, Witness } from './faulty-store.ts';
import type { Judge } from './judge.ts';
import { has, type ModelSession } from './model.ts';
import { moveFaults, updateFaults } from './move-rules.ts';
import { Rates } from './rates.ts';
import { standing } from './standings.ts';
import type { Story } from './story.ts';

/** Reasons by which a session lost what its home remembered. */
const losses = new Set<string>(['backend-unhealthy', 'backend-removed', 'backend-restarted', 'connect-failed']);

/** Smooth weighted round robin owes each candidate its turn; weights are up to 3, and slow start takes most of one. */
const turnsPassedOver = 60;
const turnsInSlowStart = 400;

/** Judges what lbd asks of its disk, when it asks: the moment of its decision. And keeps the model true to the disk. */
export class Decisions implements Witness {
  readonly rates: Rates;
  readonly #judge: Judge;
  readonly #story: Story;
  readonly #passedOver = new Map<number, number>();
  /** Claims that committed since, and whose callers must hear of it. */
  #untold: ModelSession[] = [];
  #serial = 0;

  constructor(judge: Judge, story: Story) {
    this.#judge = judge;
    this.#story = story;
    this.rates = new Rates(judge);
  }

  asked(change: Change): void {
    if (change.kind === 'claim') this.#claimAsked(change.claim);
    else if (change.kind === 'end') for (const ending of change.endings) this.#endAsked(ending);
    else if (change.kind === 'control') {
      for (const fault of backendFaults(this.#judge, change.control)) this.#judge.violated('backend', fault);
    }
  }

  committed(change: Change, told: boolean): void {
    const { model } = this.#judge;
    if (change.kind === 'claim') {
      const { row, sessionId, event } = change.claim;
      const tenant = model.bySlot.get(row.slot);
      if (tenant !== undefined && sessionId !== undefined && tenant.name !== `${event.pool}/${sessionId}`) {
        this.#judge.violated(
          'slots',
          `slot ${row.slot} of ${tenant.name} was given to ${sessionId} before its delete was durable`,
        );
      }
      const session = model.claim(change.claim, told);
      if (event.kind === 'assigned' || event.kind === 'moved') session.beganAway = standing(model, session) !== 'kept';
      const isRouted = told && event.who === 'router';
      if (isRouted && !has(session, 'untold')) this.#untold.push(session);
      if (isRouted && event.kind === 'moved' && losses.has(row.reason)) this.#judge.counted['home-lost'] += 1;
    } else if (change.kind === 'end') for (const ending of change.endings) model.end(ending);
    else if (change.kind === 'touch') for (const touch of change.touches) model.touch(touch);
    else model.control(change.control);
    this.#story.committed(change);
  }

  /** All answers that can be given were given. */
  settled(): void {
    const { model, callers } = this.#judge;
    this.#untold = this.#untold.filter((session) => {
      if (session.told || session.mayStayUntold || model.sessions.get(session.name) !== session) return false;
      // Who asked is held: its home began to be restarted meanwhile.
      if (callers.of(session.name).length > 0) return true;
      if (standing(model, session) === 'kept')
        this.#judge.violated('one answer', `nobody was told that ${session.name} was ${session.outcome}`);
      return false;
    });
  }

  /** lbd starts again: what it may have forgotten costs nobody a part of the lease. */
  restarted(clock: Clock): void {
    const { model } = this.#judge;
    this.#untold = [];
    this.#serial = 0;
    this.rates.restarted();
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

  #claimAsked(claim: Claim): void {
    const { row, sessionId, event } = claim;
    const { model } = this.#judge;
    const name = sessionId === undefined ? model.bySlot.get(row.slot)?.name : `${event.pool}/${sessionId}`;
    const session = model.sessions.get(name ?? '');
    this.#mustBeAlone(name ?? '', row.slot);
    if (event.generation !== row.generation)
      this.#judge.violated('journal', `${name}: generation ${row.generation} is told as ${event.generation}`);
    if (event.kind !== 'assigned') {
      if (session === undefined) {
        this.#judge.violated('I2', `${name} is ${event.kind}, and is nowhere`);
        return;
      }
      if (row.serial !== session.serial || row.slot !== session.slot)
        this.#judge.violated('slots', `${name} goes to another slot`);
      const faults = event.kind === 'moved' ? moveFaults : updateFaults;
      for (const [invariant, how] of faults(this.#judge, claim, session)) this.#judge.violated(invariant, how);
      if (event.kind !== 'moved') return;
      this.rates.moved(session, event.who, row.reason);
    } else this.#assigned(claim, name ?? '', session);
    this.#mayTake(claim, name ?? '', session);
    this.#takesTurns(event.pool, row.backendNo);
  }

  #assigned({ row }: Claim, name: string, session: ModelSession | undefined): void {
    const { model } = this.#judge;
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

  #mayTake({ row, event }: Claim, name: string, session: ModelSession | undefined): void {
    const { model } = this.#judge;
    const { backendNo: no } = row;
    const known = model.backends.get(no);
    const id = known?.id ?? no;
    const eligible = this.#judge.eligible(event.pool);
    const mayBeUnseen = row.reason === 'operator' || this.#judge.isTakingOut();
    const isReceiver = mayBeUnseen && known !== undefined && this.#judge.mayReceive(known);
    // A lapsed session still counts at its home: that place is its own.
    const isOwnPlace = event.kind === 'assigned' && session?.backendNo === no && this.#judge.hasPlace(session);
    const target = isReceiver || isOwnPlace ? known : eligible.find((backend) => backend.no === no);
    if (target === undefined) {
      if (this.#judge.isLeaving(no)) this.#judge.violated('I3', `${name} is sent to ${id}, which is about to leave`);
      else if (!this.#judge.hasRoom(no))
        this.#judge.violated('max_sessions', `${name} is sent to ${id}, which is full`);
      else this.#judge.violated('I3', `${name} is sent to ${id}, which takes none`);
      return;
    }
    if (target.incarnation !== row.incarnation) this.#judge.violated('I3', `${name} is sent to a past life of ${id}`);
    const home = session === undefined ? undefined : model.home(session);
    const to = home?.admin === 'active' || event.kind !== 'moved' ? '' : (home?.drain?.to ?? '');
    const callers = this.#judge.callers.of(name);
    const isTried = callers.some(({ wish }) => wish.tried?.includes(to));
    const mayChoose = row.reason === 'operator' || isTried || this.#judge.isTakingOut();
    const named = mayChoose ? undefined : eligible.find((backend) => backend.id === to);
    if (named !== undefined && named !== target && row.reason !== 'connect-failed')
      this.#judge.violated('drain', `${name} is sent to ${id}, and its home drains to ${to}`);
    if (event.who !== 'router') return;
    if (callers.length > 0 && callers.every(({ wish }) => wish.tried?.includes(target.id)))
      this.#judge.violated('tried', `${name} is sent to ${id}, which was tried in vain`);
  }

  #takesTurns(pool: PoolName, chosen: number): void {
    const { policy, slowStartMs } = this.#judge.model.pools.get(pool)!.settings;
    if (policy !== 'round_robin') return;
    const limit = slowStartMs > 0 ? turnsInSlowStart : turnsPassedOver;
    const eligible = new Set(this.#judge.eligible(pool).map(({ no }) => no));
    for (const { no, id } of this.#judge.model.members(pool)) {
      const passedOver = no === chosen || !eligible.has(no) ? 0 : (this.#passedOver.get(no) ?? 0) + 1;
      this.#passedOver.set(no, passedOver);
      if (passedOver > limit) this.#judge.violated('turns', `${id} was passed over ${passedOver} times`);
    }
  }

  #endAsked({ slot, serial, event }: Ending): void {
    const { model } = this.#judge;
    const session = model.bySlot.get(slot);
    if (session?.serial !== serial) {
      this.#judge.violated('slots', `slot ${slot} with serial ${serial} is to end, and is not there`);
      return;
    }
    const { name } = session;
    this.#mustBeAlone(name, slot);
    if (event.reason === 'evicted') {
      if (has(session, 'confirmed') || has(session, 'pinned'))
        this.#judge.violated('eviction', `${name} is evicted, though it comes back or is pinned`);
    } else if (event.kind === 'expired') {
      if (!model.hasLapsed(session))
        this.#judge.violated('I5', `${name} expires (${event.reason}) before its lease ended`);
    } else if (event.who === 'lbd') {
      const home = model.home(session);
      const isOver = home?.admin === 'draining' && (home.drain?.deadlineMs ?? Infinity) <= model.clock.wallNow();
      if (!isOver || home.drain?.atDeadline !== 'expire' || has(session, 'pinned'))
        this.#judge.violated('drain', `${name} is ended, and no drain wants that`);
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
