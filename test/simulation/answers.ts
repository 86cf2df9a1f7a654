import { mark, type PoolName } from '../../daemon/core/model.ts';
import type { Assignment } from '../../daemon/routing/answers.ts';
import type { Caller } from './callers.ts';
import type { Judge } from './judge.ts';
import { has, type ModelSession } from './model.ts';
import { isHeldBack, leavesBecause, reaction, standing } from './standings.ts';
import type { Story } from './story.ts';

/** Judges what lbd tells those who route, when it tells them. */
export class Answers {
  readonly #judge: Judge;
  readonly #story: Story;

  constructor(judge: Judge, story: Story) {
    this.#judge = judge;
    this.#story = story;
  }

  /** @param isAtOnce nothing can have changed since it was asked */
  answered(caller: Caller, answer: Assignment, isAtOnce: boolean): void {
    const { model } = this.#judge;
    const { wish } = caller;
    const name = `${answer.pool}/${answer.sessionId}`;
    const session = model.sessions.get(name);
    const isPlaced =
      session !== undefined &&
      !model.hasLapsed(session) &&
      leavesBecause(model, session) === undefined &&
      !wish.tried?.includes(model.home(session)?.id ?? '');
    if (wish.validateOnly && answer.outcome !== 'kept' && !isPlaced) {
      this.#previewed(caller, answer, session, isAtOnce);
      return;
    }
    if (session === undefined) {
      this.#judge.violated('durable', `${answer.sessionId} was ${answer.outcome}, and is not on the disk`);
      return;
    }
    const home = model.home(session);
    const where = `${answer.sessionId} ${answer.outcome} on ${answer.backendId}, generation ${answer.generation}`;
    if (home === undefined || home.id !== answer.backendId || session.generation !== answer.generation) {
      this.#judge.violated('I1', `${where}; the disk has ${home?.id}, generation ${session.generation}`);
      return;
    }
    if (home.settings.address !== answer.address)
      this.#judge.violated('I1', `${where}: address ${answer.address} is out of date`);
    if (standing(model, session) !== 'kept')
      this.#judge.violated('I3', `${where}, which is ${standing(model, session)}`);
    else if (leavesBecause(model, session) !== undefined && answer.outcome === 'kept')
      this.#judge.violated('drain', `${where}, and was idle for too long`);
    this.#story.tells(name, answer.generation, answer.backendId, answer.reason);
    // Who was moved while it did not ask can't know better.
    const claims = wish.claimedBackendId !== '' && !wish.validateOnly && !has(session, 'untold');
    if (claims && wish.claimedBackendId !== answer.backendId) this.#judge.counted['claimed-elsewhere'] += 1;
    this.#outcome(caller, answer, session, where);
    this.#times(answer, session, where);
    this.#labels(caller, session, where);
  }

  /** Nobody was to take it, it was said: right away, so nothing can have changed since. */
  refused({ wish }: Caller, kind: 'no-eligible-backend' | 'pool-full'): void {
    const { pool, tried } = wish;
    if (tried !== undefined) return; // all the others may have been full a moment ago
    const [who] = this.#judge.eligible(pool);
    if (who !== undefined) this.#judge.violated('refusal', `${kind}, but ${who.id} of pool ${pool} has room`);
    const well = this.#judge.open(pool).filter(({ health }) => health !== 'unhealthy');
    const isFull = well.some(({ no }) => !this.#judge.hasRoom(no));
    if ((kind === 'pool-full') !== isFull)
      this.#judge.violated('refusal', `${kind} is the wrong word for pool ${pool}`);
  }

  tableFull(limit: number): void {
    const allocated = this.#judge.allocated();
    if (allocated < limit) this.#judge.violated('refusal', `the table is full with ${allocated} sessions`);
    for (const session of this.#judge.model.sessions.values()) {
      if (has(session, 'confirmed') || has(session, 'pinned') || this.#judge.isPending(session.slot)) continue;
      this.#judge.violated('eviction', `the table is full, and ${session.name} was seen but once`);
    }
  }

  /** Who is refused after its claim was durable hears of it at its next request, as of any other. */
  turnedAway({ name }: Caller): void {
    const session = this.#judge.model.sessions.get(name);
    if (session === undefined) return;
    if (session.beganAway || standing(this.#judge.model, session) !== 'kept') session.mayStayUntold = true;
  }

  /** The session's home can't take it, and nobody else may. */
  unavailable({ name, wish }: Caller): void {
    if (wish.sessionId === '') return; // nobody knows which session it was to be
    const { model } = this.#judge;
    const session = model.sessions.get(name);
    if (session === undefined) {
      this.#judge.violated('refusal', `${name} is refused because of its home, and has none`);
      return;
    }
    const home = model.home(session)!;
    if (isHeldBack(home)) return;
    const because = leavesBecause(model, session);
    const waits = because === 'backend-drained' && home.admin === 'drained' && (home.drain?.rate ?? 0) > 0;
    const wanted = because === undefined ? 'redistribute' : reaction(model, session, because);
    const isUnreachable = standing(model, session) === 'kept' && wish.tried?.includes(home.id);
    if (
      isUnreachable &&
      (has(session, 'pinned') || model.pools.get(session.pool)!.settings.onUnhealthy !== 'redistribute')
    )
      return;
    if (wanted === 'refuse' || waits) return;
    if (wanted === 'hold' && (this.#judge.isStopping || !wish.mayWait || wish.validateOnly)) return;
    this.#judge.violated(
      'refusal',
      `${name} is refused because of its home ${home.id}, which is ${standing(model, session)}`,
    );
  }

  #outcome({ name, wish }: Caller, answer: Assignment, session: ModelSession, where: string): void {
    const { model, callers } = this.#judge;
    if (answer.outcome === 'kept') {
      if (model.hasLapsed(session)) this.#judge.violated('lease', `${where} after its lease ended`);
      if (has(session, 'untold')) this.#judge.violated('untold', `${where}, and nobody was told that it was moved`);
      else if (!session.told && !session.mayStayUntold && callers.of(name).length === 0)
        this.#judge.violated('one answer', `${where}, and nobody was told that it was ${session.outcome}`);
    } else {
      if (session.told) this.#judge.violated('one answer', `${where} was told to two callers`);
      if (session.outcome !== answer.outcome || session.reason !== answer.reason)
        this.#judge.violated('one answer', `${where} is not what was written`);
      if (!wish.validateOnly) session.told = true;
    }
    const isClaimed = answer.outcome !== 'kept' && !has(session, 'untold');
    if (wish.validateOnly || isClaimed) return;
    session.lastActiveMs = model.clock.now();
    if (has(session, 'untold') && session.lastActiveMs === session.storedMs) session.mayBeToldAgain = true;
    session.marks = (session.marks | mark.confirmed) & ~mark.untold;
  }

  #times(answer: Assignment, session: ModelSession, where: string): void {
    const { model } = this.#judge;
    if (answer.expiresAtMs !== model.endsAtMs(session) + model.clock.wallOffsetMs)
      this.#judge.violated('lease', `${where}: wrong expire time`);
    if (answer.createdAtMs !== session.createdAtWallMs) this.#judge.violated('lease', `${where}: wrong create time`);
  }

  #labels({ wish, hasRival }: Caller, session: ModelSession, where: string): void {
    if (wish.labels === undefined || wish.validateOnly || hasRival) return;
    for (const [label, value] of Object.entries(wish.labels)) {
      const now = session.labels[label] ?? '';
      if (now !== value) this.#judge.violated('labels', `${where}: label ${label} is "${now}", told was "${value}"`);
    }
  }

  #previewed({ wish }: Caller, answer: Assignment, session: ModelSession | undefined, isAtOnce: boolean): void {
    const { model } = this.#judge;
    const pool: PoolName = answer.pool;
    const hasPlace =
      session !== undefined && model.home(session)?.id === answer.backendId && this.#judge.hasPlace(session);
    if (isAtOnce && !hasPlace && !this.#judge.eligible(pool).some(({ id }) => id === answer.backendId))
      this.#judge.violated('I3', `a preview sends ${answer.sessionId} to ${answer.backendId}, which takes none`);
    const generation = answer.outcome === 'moved' ? (session?.generation ?? 0) + 1 : 1;
    if (answer.generation !== generation)
      this.#judge.violated('I2', `a preview of ${answer.sessionId} has generation ${answer.generation}`);
    const { clock } = model;
    const created = { createdAtWallMs: clock.wallNow(), ownIdleMs: wish.idleTimeoutMs, pool, marks: 0 };
    const seen =
      answer.outcome === 'moved' && session !== undefined
        ? { ...session, lastActiveMs: clock.now(), marks: session.marks | mark.confirmed }
        : { ...created, lastActiveMs: clock.now() };
    if (answer.expiresAtMs !== model.endsAtMs(seen) + clock.wallOffsetMs)
      this.#judge.violated('lease', `a preview of ${answer.sessionId} has a wrong expire time`);
  }
}
