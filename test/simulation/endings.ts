import type { SessionView } from '../../daemon/sessions/session-view.ts';
import type { ExpireTarget } from '../../daemon/sessions/sessions.ts';
import type { Judge } from './judge.ts';
import { has, type ModelSession } from './model.ts';
import { standing } from './standings.ts';

/** Judges what lbd tells those who end sessions, and those who list them. */
export class Endings {
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
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
    const meant = [...model.sessions.values()].filter(
      (session) => !model.hasLapsed(session) && this.#isMeant(session, target),
    );
    return (count) => {
      if (validateOnly) {
        if (count !== meant.length)
          this.#judge.violated('counts', `${count} sessions would end, and ${meant.length} are there`);
        return;
      }
      // One that moved away meanwhile is left alone, even if it came back; so is one that lost its label for a while.
      const left = meant.find((session) => {
        const now = model.bySlot.get(session.slot);
        if (now !== undefined && model.hasLapsed(now)) return false;
        if (target.kind === 'filter') return now === session;
        return now?.serial === session.serial && now.generation === session.generation;
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
          ...[session.pool, session.sessionId, model.home(session)?.id, session.generation],
          ...[session.createdAtWallMs, session.lastActiveMs + model.clock.wallOffsetMs],
          ...[model.endsAtMs(session) + model.clock.wallOffsetMs, session.reason],
          ...[standing(model, session) !== 'broken', has(session, 'pinned'), has(session, 'confirmed')],
          ...[session.ownIdleMs, labelText(session.labels)],
        ]),
      );
    const said = shown.map((view) =>
      text([
        ...[view.pool, view.sessionId, view.backendId, view.generation, view.createdAtMs, view.lastActiveMs],
        ...[view.expiresAtMs, view.reason, view.kept, view.pinned, view.confirmed],
        ...[view.idleTimeoutMs, labelText(view.labels)],
      ]),
    );
    const at = said.findIndex((line, i) => line !== expected[i]);
    if (at >= 0) this.#judge.violated('list', `shown "${said[at]}", durable "${expected[at]}"`);
    else if (said.length !== expected.length)
      this.#judge.violated('list', `${said.length} are shown of ${expected.length}`);
  }

  #isMeant(session: ModelSession, target: ExpireTarget): boolean {
    if (target.kind === 'all') return true;
    if (target.kind === 'filter') {
      const { filter } = target;
      return filter.kind === 'label' && (session.labels[filter.name] ?? '') === filter.value;
    }
    if (target.pool !== session.pool) return false;
    if (target.kind === 'session') return target.sessionId === session.sessionId;
    return target.kind !== 'backend' || target.backendId === this.#judge.model.home(session)?.id;
  }
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort());
}
