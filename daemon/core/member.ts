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
  agent: AgentWord = silent;
  /** Share of its weight that slow start leaves it, over 0 up to 1. */
  ramp = 1;
  /** When it began to take sessions (again); undefined when that was long ago. */
  rampFromMs: InstantMs | undefined;
  /** Requests in flight by reporter; empty when nobody reports. */
  readonly inFlight = new Map<string, number>();
  /** New sessions since the last report. */
  sinceReport = 0;
  /** Sessions that left since the running drain began: moved, and ended. */
  moved = 0;
  ended = 0;
  #tokens = 0;
  #tokensAtMs: InstantMs = 0;
  #kept = 0;
  #rows = 0;
  readonly #byIncarnation = new Map<number, number>();

  constructor(row: BackendRow) {
    this.#row = row;
    this.fingerprint = fingerprint(row.id);
  }

  get row(): BackendRow {
    return this.#row;
  }

  /** What policies divide by: the operator's weight, less what slow start and the backend itself take from it. */
  get weight(): number {
    return this.#row.settings.weight * this.ramp * (this.agent.weightPercent / 100);
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

  /** Requests in flight as reported, and the sessions promised since; undefined when nobody reports. */
  get connections(): number | undefined {
    if (this.inFlight.size === 0) return undefined;
    let sum = this.sinceReport;
    for (const count of this.inFlight.values()) sum += count;
    return sum;
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
    this.#kept = 0;
    for (const [incarnation, count] of this.#byIncarnation) if (this.keeps(incarnation)) this.#kept += count;
  }

  /** Forgets what the backend said of itself. */
  hush(): void {
    this.agent = silent;
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
}
