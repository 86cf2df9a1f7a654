import type { Assignment } from '../../daemon/answers.ts';
import { mark, type PoolName } from '../../daemon/core/model.ts';
import type { RouteWish } from '../../daemon/core/route-request.ts';
import type { SessionView } from '../../daemon/session-view.ts';
import type { ExpireTarget } from '../../daemon/sessions.ts';
import type { Judge } from './judge.ts';
import type { ModelSession } from './model.ts';

/** Judges what lbd tells its callers, when it tells them. */
export class Answers {
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  answered(wish: RouteWish, answer: Assignment): void {
    const { model } = this.#judge;
    const session = model.sessions.get(`${answer.pool}/${answer.sessionId}`);
    if (wish.validateOnly && answer.outcome !== 'kept') {
      this.#previewed(wish, answer, session);
      return;
    }
    if (session === undefined) {
      this.#judge.violated('durable', `${answer.sessionId} was ${answer.outcome}, and is not on the disk`);
      return;
    }
    const home = model.backends.get(session.backendNo);
    const where = `${answer.sessionId} ${answer.outcome} on ${answer.backendId}, generation ${answer.generation}`;
    if (home === undefined || home.id !== answer.backendId || session.generation !== answer.generation) {
      this.#judge.violated('I1', `${where}; the disk has ${home?.id}, generation ${session.generation}`);
      return;
    }
    if (home.settings.address !== answer.address)
      this.#judge.violated('I1', `${where}: address ${answer.address} is out of date`);
    if (model.standing(session) !== 'kept') this.#judge.violated('I3', `${where}, which is ${model.standing(session)}`);
    if (answer.outcome === 'kept') {
      if (model.hasLapsed(session)) this.#judge.violated('lease', `${where} after its lease ended`);
      if (!wish.validateOnly) this.#seen(session);
    } else {
      if (session.told) this.#judge.violated('one answer', `${where} was told to two callers`);
      if (session.outcome !== answer.outcome || session.reason !== answer.reason)
        this.#judge.violated('one answer', `${where} is not what was written`);
      session.told = true;
    }
    if (answer.expiresAtMs !== model.endsAtMs(session) + model.clock.wallOffsetMs)
      this.#judge.violated('lease', `${where}: wrong expire time`);
    if (answer.createdAtMs !== session.createdAtWallMs) this.#judge.violated('lease', `${where}: wrong create time`);
  }

  /** Nobody was to take it, it was said: right away, so nothing can have changed since. */
  refused(pool: PoolName, kind: string): void {
    const open = this.#judge.open(pool);
    if (open.some((backend) => this.#judge.hasRoom(backend.no)))
      this.#judge.violated('refusal', `${kind}, but pool ${pool} has a backend with room`);
    if ((kind === 'pool-full') !== open.length > 0)
      this.#judge.violated('refusal', `${kind} is the wrong word for pool ${pool}`);
  }

  /** A logout begins. Gives back what is to be held against its answer. */
  endAsked(name: string): (ended: boolean) => void {
    const { model } = this.#judge;
    const before = model.sessions.get(name);
    const ends = model.ended.get(name) ?? 0;
    return (ended) => {
      if (ended && model.ended.get(name) === ends)
        this.#judge.violated('durable', `${name} was ended, and nothing was deleted`);
      const now = model.sessions.get(name);
      const livesOn = now !== undefined && now.serial === before?.serial && !model.hasLapsed(now);
      if (!ended && livesOn) this.#judge.violated('durable', `${name} lives on, and there was nothing to end`);
      if (ended && livesOn) this.#judge.violated('durable', `${name} was ended, and lives on`);
    };
  }

  /** An operator ends sessions: those that live now must be gone when it is answered. */
  expireAsked(target: ExpireTarget, validateOnly: boolean): (count: number) => void {
    const { model } = this.#judge;
    const isMeant = (session: ModelSession): boolean =>
      (target.kind === 'all' || target.pool === session.pool) &&
      (target.kind !== 'session' || target.sessionId === session.sessionId) &&
      (target.kind !== 'backend' || target.backendId === model.backends.get(session.backendNo)?.id);
    const meant = [...model.sessions.values()].filter((session) => !model.hasLapsed(session) && isMeant(session));
    return (count) => {
      if (validateOnly) {
        if (count !== meant.length)
          this.#judge.violated('counts', `${count} sessions would end, and ${meant.length} are there`);
        return;
      }
      // One that moved away meanwhile is left alone, even if it came back.
      const left = meant.find(({ slot, serial, generation }) => {
        const now = model.bySlot.get(slot);
        return now?.serial === serial && now.generation === generation;
      });
      if (left !== undefined)
        this.#judge.violated('durable', `${left.name} was ended with ${count} others, and lives on`);
    };
  }

  listed(shown: readonly SessionView[]): void {
    const { model } = this.#judge;
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
    if (at >= 0) this.#judge.violated('list', `shown "${said[at]}", durable "${expected[at]}"`);
    else if (said.length !== expected.length)
      this.#judge.violated('list', `${said.length} are shown of ${expected.length}`);
  }

  #seen(session: ModelSession): void {
    session.lastActiveMs = this.#judge.model.clock.now();
    session.marks |= mark.confirmed;
  }

  #previewed(wish: RouteWish, answer: Assignment, session: ModelSession | undefined): void {
    const { model } = this.#judge;
    const target = this.#judge.open(answer.pool).find(({ id }) => id === answer.backendId);
    if (target === undefined)
      this.#judge.violated('I3', `a preview sends ${answer.sessionId} to ${answer.backendId}, which takes none`);
    const generation = answer.outcome === 'moved' ? (session?.generation ?? 0) + 1 : 1;
    if (answer.generation !== generation)
      this.#judge.violated('I2', `a preview of ${answer.sessionId} has generation ${answer.generation}`);
    const { clock } = model;
    const nowMs = clock.now();
    const created = { createdAtWallMs: clock.wallNow(), ownIdleMs: wish.idleTimeoutMs, pool: wish.pool };
    const seen = { ...(answer.outcome === 'moved' ? (session ?? created) : created), lastActiveMs: nowMs };
    if (answer.expiresAtMs !== model.endsAtMs(seen) + clock.wallOffsetMs)
      this.#judge.violated('lease', `a preview of ${answer.sessionId} has a wrong expire time`);
  }
}
