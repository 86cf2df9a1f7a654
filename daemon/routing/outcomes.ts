import type { HealthVerdicts } from '../backends/health-verdicts.ts';
import { handleOf, sessionKey } from '../core/hash.ts';
import type { Member } from '../core/member.ts';
import type { BackendId, DurationMs, InstantMs, PoolName, SessionId } from '../core/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Router } from '../core/router.ts';
import type { Violations } from './violations.ts';

/** What a data plane saw of one backend since its last report. */
export interface OutcomeReport {
  readonly pool: PoolName;
  readonly backendId: BackendId;
  readonly successes: number;
  /** In a row, up to now. */
  readonly failures: number;
  /** Undefined when it does not say. */
  readonly inFlight: number | undefined;
  /** The process that answered; empty when it does not say. */
  readonly instance: string;
  /** A session this backend served; empty for none. */
  readonly sessionId: SessionId;
  readonly reporter: string;
}

const longestEjectionMs: DurationMs = 300_000;
/** A reporter that was not heard for so long has gone, and its requests with it. */
const reporterForgottenMs: DurationMs = 60_000;

interface Seen {
  failures: number;
  /** How often it was ejected without a quiet time between: each doubles the next. */
  ejections: number;
  /** Its ejection is being written. */
  isLeaving: boolean;
  callOff: (() => void) | undefined;
  readonly heardMs: Map<string, InstantMs>;
}

export interface OutcomesParts {
  readonly router: Router;
  readonly verdicts: HealthVerdicts;
  readonly violations: Violations;
  readonly clock: Clock;
  readonly keySecret: string;
}

/** Turns what traffic saw into ejections, loads, restarts and violations. */
export class Outcomes {
  readonly #parts: OutcomesParts;
  readonly #seen = new Map<Member, Seen>();

  constructor(parts: OutcomesParts) {
    this.#parts = parts;
  }

  /** After a start: what was ejected before, and nobody probes, comes back in its time. */
  start(): void {
    for (const member of this.#parts.router.registry.members) {
      if (member.row.health === 'unhealthy' && member.row.settings.probe.kind === 'none') this.#returnLater(member);
    }
  }

  /** @throws LbError `pool-not-found`, `backend-not-found` */
  async report(report: OutcomeReport): Promise<void> {
    const { router, verdicts, clock } = this.#parts;
    const { pool, backendId } = report;
    const member = router.registry.member(pool, backendId);
    const seen = this.#of(member);
    if (report.inFlight !== undefined) {
      member.report(report.reporter, report.inFlight);
      seen.heardMs.set(report.reporter, clock.now());
    }
    if (report.sessionId !== '') this.#checkHome(report, member);
    if (report.instance !== '') await verdicts.setInstance(pool, backendId, report.instance);
    if (report.successes > 0 && report.failures === 0) {
      seen.failures = 0;
      return;
    }
    seen.failures = (report.successes > 0 ? 0 : seen.failures) + report.failures;
    const { ejectAfter } = router.registry.pool(pool).settings;
    if (ejectAfter > 0 && seen.failures >= ejectAfter && !isOut(member, seen) && this.#mayEject(member)) {
      await this.#eject(member, seen);
    }
  }

  async #eject(member: Member, seen: Seen): Promise<void> {
    const { pool, id } = member.row;
    // Others report the same at the same time: one ejection is begun, and counted against the pool's bound at once.
    seen.isLeaving = true;
    try {
      const reason = `${seen.failures} failures in a row, seen by traffic`;
      await this.#parts.verdicts.setHealth(pool, id, 'unhealthy', reason);
      seen.failures = 0;
      this.#returnLater(member);
    } finally {
      seen.isLeaving = false;
    }
  }

  /** Forgets reporters that have gone. */
  tidy(): void {
    const nowMs = this.#parts.clock.now();
    for (const [member, { heardMs }] of this.#seen) {
      if (member.row.removed) this.#forget(member);
      for (const [reporter, atMs] of heardMs) {
        if (nowMs - atMs < reporterForgottenMs) continue;
        heardMs.delete(reporter);
        member.report(reporter, undefined);
      }
    }
  }

  stop(): void {
    for (const { callOff } of this.#seen.values()) callOff?.();
  }

  #forget(member: Member): void {
    this.#seen.get(member)?.callOff?.();
    this.#seen.delete(member);
  }

  /**
   * Where nobody probes, only trying tells: after its time the backend is unknown again, and gets sessions. Where
   * somebody does, a good probe counts for nothing until then: it saw less than traffic did.
   */
  #returnLater(member: Member): void {
    const { clock, verdicts, router } = this.#parts;
    const { pool, id } = member.row;
    const seen = this.#of(member);
    const { ejectForMs } = router.registry.pool(pool).settings;
    const forMs = Math.min(longestEjectionMs, ejectForMs * 2 ** seen.ejections);
    seen.ejections += 1;
    member.ejectedUntilMs = clock.now() + forMs;
    seen.callOff?.();
    seen.callOff = clock.after(forMs, () => {
      // Ejections are only counted up while they follow each other.
      seen.callOff = clock.after(2 * forMs, () => {
        seen.ejections = 0;
      });
      if (member.row.settings.probe.kind !== 'none') return;
      verdicts.setHealth(pool, id, 'unknown', 'its ejection is over').catch(() => this.#returnLater(member));
    });
  }

  #mayEject(member: Member): boolean {
    const { members, settings } = this.#parts.router.registry.pool(member.row.pool);
    const out = members.filter((each) => isOut(each, this.#seen.get(each))).length;
    return (out + 1) * 100 <= settings.maxEjected * members.length;
  }

  #checkHome({ pool, sessionId, backendId }: OutcomeReport, served: Member): void {
    const { router, keySecret, violations } = this.#parts;
    const key = sessionKey(keySecret, pool, sessionId);
    const slot = router.table.find(key);
    if (slot < 0) return;
    const home = router.home(slot);
    if (home === served) return;
    const sealed = router.registry.pool(pool).settings.sessionIds === 'sealed';
    violations.servedElsewhere(pool, sealed ? handleOf(key) : sessionId, home.row.id, backendId);
  }

  #of(member: Member): Seen {
    let seen = this.#seen.get(member);
    if (seen === undefined) {
      seen = { failures: 0, ejections: 0, isLeaving: false, callOff: undefined, heardMs: new Map() };
      this.#seen.set(member, seen);
    }
    return seen;
  }
}

function isOut({ row }: Member, seen: Seen | undefined): boolean {
  return row.health === 'unhealthy' || seen?.isLeaving === true;
}
