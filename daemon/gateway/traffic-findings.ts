import type { HealthVerdicts } from '../backends/health-verdicts.ts';
import type { Outcomes } from '../routing/outcomes.ts';
import type { Line } from './backends.ts';

type Log = (level: 'warn' | 'info', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** Tells lbd what traffic sees of the backends: failures in a row, recoveries, and other processes than before. */
export class TrafficFindings {
  readonly #outcomes: Outcomes;
  readonly #verdicts: HealthVerdicts;
  readonly #log: Log;

  constructor(outcomes: Outcomes, verdicts: HealthVerdicts, log: Log) {
    this.#outcomes = outcomes;
    this.#verdicts = verdicts;
    this.#log = log;
  }

  /** It could not be reached, or broke off. */
  failed(line: Line): void {
    line.failures += 1;
    this.#report(line, 0, 1);
  }

  /** @param instance as the backend named its process; empty when it did not */
  answered(line: Line, status: number, sessionId: string, instance: string): void {
    if (status >= 500 && status !== 501) this.#failedPage(line, sessionId);
    else if (line.failures > 0) {
      line.failures = 0;
      line.failedSession = '';
      this.#report(line, 1, 0);
    }
    const { row } = line.member;
    if (instance === '' || instance === row.instance) return;
    const { pool, id } = row;
    this.#verdicts.setInstance(pool, id, instance).catch((error) => this.#log('warn', 'instance-not-told', { error }));
  }

  /** A session's own failing page, asked for again and again, is no reason to take the backend from all others. */
  #failedPage(line: Line, sessionId: string): void {
    if (line.failures > 0 && sessionId !== '' && line.failedSession === sessionId) return;
    line.failedSession = sessionId;
    this.failed(line);
  }

  #report({ member }: Line, successes: number, failures: number): void {
    const { pool, id: backendId } = member.row;
    const report = { pool, backendId, successes, failures, inFlight: undefined, instance: '', sessionId: '' };
    this.#outcomes
      .report({ ...report, reporter: 'gateway' })
      .catch((error) => this.#log('warn', 'outcome-not-told', { pool, backend: backendId, error }));
  }
}
