import { fingerprint } from './hash.ts';
import type { BackendRow, DurationMs, InstantMs } from './model.ts';

/** What a backend says of itself by the agent-check line. */
export interface AgentWord {
  /** Percent of its weight it wants, 0 to 100. */
  readonly weightPercent: number;
  /** Takes no new sessions, by its own wish. */
  readonly closed: boolean;
  /** 0 when it sets no limit. */
  readonly maxSessions: number;
}

const silent: AgentWord = { weightPercent: 100, closed: false, maxSessions: 0 };

/** A backend in its pool: the committed row, and what the core counts and hears of it. */
export class Member {
  #row: BackendRow;
  /** For rendezvous hashing: of the id, not of the address. */
  readonly fingerprint;
  /** A change that ends its service waits for its commit: no new session is promised here meanwhile. */
  leaving = false;
  /** Claims in flight that will be at home here. */
  reserved = 0;
  /** Smooth weighted round robin's account. */
  turn = 0;
  #agent: AgentWord = silent;
  #ramp = 1;
  #weight = 0;
  /** When it began to take sessions (again); undefined when that was long ago. */
  rampFromMs: InstantMs | undefined;
  /** Traffic found it failing: no probe brings it back before. */
  ejectedUntilMs: InstantMs = 0;
  /** The process before this one: what still comes from it is no news. */
  former: { readonly instance: string; readonly lateUntilMs: InstantMs } = { instance: '', lateUntilMs: 0 };
  readonly #inFlight = new Map<string, number>();
  #inFlightSum = 0;
  /** New sessions since the last report. */
  sinceReport = 0;
  /** Sessions that left since the running drain began: moved, and ended. */
  moved = 0;
  ended = 0;
  #tokens = 0;
  #tokensAtMs: InstantMs = 0;
  #wasFull = false;
  #kept = 0;
  #rows = 0;
  readonly #byIncarnation = new Map<number, number>();

  constructor(row: BackendRow) {
    this.#row = row;
    this.fingerprint = fingerprint(row.id);
    this.#weigh();
  }

  get row(): BackendRow {
    return this.#row;
  }

  /** What policies divide by: the operator's weight, less what slow start and the backend itself take from it. */
  get weight(): number {
    return this.#weight;
  }

  /** Share of its weight that slow start leaves it, over 0 up to 1. */
  get ramp(): number {
    return this.#ramp;
  }

  set ramp(share: number) {
    this.#ramp = share;
    this.#weigh();
  }

  /** What the backend says of itself. */
  get agent(): AgentWord {
    return this.#agent;
  }

  set agent(word: AgentWord) {
    this.#agent = word;
    this.#weigh();
  }

  /** Sessions at home here. */
  get kept(): number {
    return this.#kept;
  }

  /** Sessions that refer to it, kept or not: a tombstone stays until there is none. */
  get rows(): number {
    return this.#rows;
  }

  /** Sessions here and on their way: what policies and `max_sessions` look at. */
  get load(): number {
    return this.#kept + this.reserved;
  }

  /** Requests in flight as reported; 0 when nobody reports. */
  get inFlight(): number {
    return this.#inFlightSum;
  }

  /** Requests in flight, and the sessions promised since the last report; undefined when nobody reports. */
  get connections(): number | undefined {
    return this.#inFlight.size === 0 ? undefined : this.#inFlightSum + this.sinceReport;
  }

  /** @param count undefined when the reporter has gone */
  report(reporter: string, count: number | undefined): void {
    this.#inFlightSum += (count ?? 0) - (this.#inFlight.get(reporter) ?? 0);
    if (count === undefined) this.#inFlight.delete(reporter);
    else this.#inFlight.set(reporter, count);
    this.sinceReport = 0;
  }

  /** 0 for none. */
  get sessionLimit(): number {
    const own = this.#row.settings.maxSessions;
    const said = this.agent.maxSessions;
    return own === 0 || (said > 0 && said < own) ? said : own;
  }

  get isFull(): boolean {
    const limit = this.sessionLimit;
    return limit > 0 && this.load >= limit;
  }

  /** Is it full, or no longer, since this was asked last? Asking for all who are eligible anew costs with a thousand. */
  fullnessChanged(): boolean {
    const before = this.#wasFull;
    this.#wasFull = this.isFull;
    return this.#wasFull !== before;
  }

  /** A stored session is kept if and only if it is of this incarnation or a later one. */
  keeps(incarnation: number): boolean {
    return incarnation >= this.#row.keptFrom;
  }

  enter(incarnation: number): void {
    this.#rows += 1;
    this.#byIncarnation.set(incarnation, (this.#byIncarnation.get(incarnation) ?? 0) + 1);
    if (this.keeps(incarnation)) this.#kept += 1;
  }

  leave(incarnation: number): void {
    this.#rows -= 1;
    const left = (this.#byIncarnation.get(incarnation) ?? 0) - 1;
    if (left > 0) this.#byIncarnation.set(incarnation, left);
    else this.#byIncarnation.delete(incarnation);
    if (this.keeps(incarnation)) this.#kept -= 1;
  }

  /** A committed row of this backend. Where kept-from rose, what it broke is no longer counted: no session is visited. */
  update(row: BackendRow): void {
    this.#row = row;
    this.#weigh();
    this.#kept = 0;
    for (const [incarnation, count] of this.#byIncarnation) if (this.keeps(incarnation)) this.#kept += count;
  }

  /** May one more session move away now? A bucket of one second's worth, filled at the drain's rate. */
  mayMoveOne(ratePerSecond: number, nowMs: InstantMs): boolean {
    const sinceMs: DurationMs = nowMs - this.#tokensAtMs;
    this.#tokens = Math.min(Math.max(1, ratePerSecond), this.#tokens + (sinceMs * ratePerSecond) / 1000);
    this.#tokensAtMs = nowMs;
    return this.#tokens >= 1;
  }

  moveTaken(): void {
    this.#tokens -= 1;
  }

  // Kept, for a choice among a thousand asks a thousand times.
  #weigh(): void {
    this.#weight = this.#row.settings.weight * this.#ramp * (this.#agent.weightPercent / 100);
  }
}
