import type { HealthVerdicts } from '../backends/health-verdicts.ts';
import { LbError } from '../core/errors.ts';
import type { Member } from '../core/member.ts';
import type { BackendSettings, DurationMs, Health, InstantMs, ProbeSettings } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import { parseAgentLine, printable } from './agent-line.ts';
import { type Findings, lookAt } from './findings.ts';
import type { Gate } from './gate.ts';
import { type Chance, nextDelayMs } from './pace.ts';
import type { Answer } from './probe.ts';
import { heard, type SelfReport, sameWord } from './self-report.ts';
import { type Count, counted, countFrom, isChanging, verdictOf } from './verdict-counter.ts';

export type HealthLog = (level: 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

export interface TargetParts {
  readonly verdicts: HealthVerdicts;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly chance: Chance;
  readonly log: HealthLog;
}

type Looked = Pick<BackendSettings, 'address' | 'probe'>;

/** One backend as it is looked at, for as long as its address and its probe stay what they are. */
export class Target {
  readonly member: Member;
  readonly settings: Looked;
  readonly #parts: TargetParts;
  readonly #stopping = new AbortController();
  #callOff: () => void = () => {};
  #count: Count;
  #said: SelfReport;
  #toldGarbage = false;
  #looks = 0;
  #beganMs: InstantMs = 0;

  constructor(member: Member, said: SelfReport, parts: TargetParts) {
    this.member = member;
    this.settings = member.row.settings;
    this.#count = countFrom(member.row.health);
    this.#said = said;
    this.#parts = parts;
  }

  /** What the backend has said of itself so far. */
  get said(): SelfReport {
    return this.#said;
  }

  /** Looks after `delayMs`, then again and again until `stop`. @param looked told when the first look is over */
  start(delayMs: DurationMs, looked: () => void = () => {}): void {
    this.#callOff = this.#parts.clock.after(delayMs, async () => {
      await this.#parts.gate.through(() => this.#round());
      if (this.#isStopped) return;
      looked();
      this.start(this.#pauseMs());
    });
  }

  /** Every timer and socket is gone; what is still found counts no more. */
  stop(): void {
    this.#callOff();
    this.#stopping.abort();
  }

  get #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Is it still this backend, at this address, by this probe? Asked again where a finding becomes a change. */
  readonly #isMeant = (member: Member): boolean =>
    !this.#isStopped && member === this.member && isSameTarget(member.row.settings, this.settings);

  async #round(): Promise<void> {
    if (this.#isStopped) return;
    this.#beganMs = this.#parts.clock.now();
    this.#looks += 1;
    const findings = await lookAt(this.settings, { clock: this.#parts.clock, signal: this.#stopping.signal });
    if (this.#isStopped) return;
    try {
      await this.#take(findings);
    } catch (error) {
      // The store says by itself when it can't write, and the next look finds the same again.
      if (error instanceof LbError) return;
      const { pool, id } = this.member.row;
      this.#parts.log('error', 'health-check-failed', { pool, backend: id, error });
    }
  }

  async #take({ answer, agent }: Findings): Promise<void> {
    const { pool, id, health, instance } = this.member.row;
    if (answer !== null) this.#count = counted(this.#count, answer.isGood, health);
    // Which process it is comes first: a good answer must not give back sessions that another one remembered.
    if (answer !== null && answer.instance !== '' && answer.instance !== instance) {
      await this.#parts.verdicts.setInstance(pool, id, answer.instance, this.#isMeant);
    }
    if (answer !== null && answer.agentLine !== '') this.#hear(answer.agentLine);
    if (agent !== null && 'line' in agent) this.#hear(agent.line);
    const [verdict, reason] = this.#verdict(answer);
    if (verdict !== this.member.row.health) {
      await this.#parts.verdicts.setHealth(pool, id, verdict, reason, this.#isMeant);
    }
  }

  /** Down by its own word stands above what a probe sees; an ejection stands until its time is over. */
  #verdict(answer: Answer | null): readonly [Health, reason: string] {
    const { row } = this.member;
    if (this.#said.isUp === false) return ['unhealthy', `it says of itself: ${this.#said.downBecause}`];
    if (this.#isEjected) return [row.health, ''];
    if (answer !== null) return [verdictOf(this.#count, this.settings.probe), answer.reason];
    return this.#said.isUp === true ? ['healthy', 'it says of itself that it is up'] : [row.health, ''];
  }

  get #isEjected(): boolean {
    const { row, ejectedUntilMs } = this.member;
    return row.health === 'unhealthy' && this.#parts.clock.now() < ejectedUntilMs;
  }

  #hear(text: string): void {
    const line = parseAgentLine(text);
    const { row, agent } = this.member;
    if (line.unknown.length > 0 && !this.#toldGarbage) {
      this.#toldGarbage = true;
      const note = 'words that mean nothing are passed over; told once';
      const fields = { pool: row.pool, backend: row.id, line: printable(text), note };
      this.#parts.log('warn', 'agent-line-not-understood', fields);
    }
    this.#said = heard(this.#said, line);
    if (!sameWord(agent, this.#said.word)) this.#parts.verdicts.setAgent(row.pool, row.id, this.#said.word);
  }

  #pauseMs(): DurationMs {
    const { probe } = this.settings;
    const pace = { isChanging: this.#isChanging(), looks: this.#looks };
    const nowMs = this.#parts.clock.now();
    const nextMs = Math.max(0, nextDelayMs(probe.intervalMs, pace, this.#parts.chance) - (nowMs - this.#beganMs));
    return this.#isEjected ? Math.min(nextMs, this.member.ejectedUntilMs - nowMs) : nextMs;
  }

  #isChanging(): boolean {
    if (this.settings.probe.kind === 'none' || this.#said.isUp === false || this.#isEjected) return false;
    // A count of a health that is no more has done its work.
    return this.#count.health === this.member.row.health && isChanging(this.#count, this.settings.probe);
  }
}

/** What else an operator changes (weight, labels, …) begins no new count. */
export function isSameTarget(settings: Looked, other: Looked): boolean {
  const keys = Object.keys(settings.probe) as (keyof ProbeSettings)[];
  return settings.address === other.address && keys.every((key) => settings.probe[key] === other.probe[key]);
}
