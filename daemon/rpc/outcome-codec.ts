import type { OutcomeReport__Output } from '../../proto/generated/lb/v1/OutcomeReport.ts';
import type { ReportOutcomeRequest__Output } from '../../proto/generated/lb/v1/ReportOutcomeRequest.ts';
import { invalid } from '../core/errors.ts';
import type { OutcomeReport } from '../routing/outcomes.ts';
import { backendIdOf, poolNameOf, presentedSessionIdOf, shortText } from './texts.ts';

const maxReports = 1_024;
/** Of what names a process or a reporter. */
const maxNameBytes = 256;

/**
 * All of them, checked before any is taken.
 *
 * @param principal  who reports where a report does not say
 * @throws LbError `invalid-argument` or `invalid-session-id`, with the field's path
 */
export function outcomeReports({ reports }: ReportOutcomeRequest__Output, principal: string): OutcomeReport[] {
  if (reports.length > maxReports) throw invalid('reports', `must be at most 1,024, and there are ${reports.length}`);
  return reports.map((report, i) => outcomeReport(report, `reports[${i}]`, principal));
}

function outcomeReport(report: OutcomeReport__Output, path: string, principal: string): OutcomeReport {
  return {
    pool: poolNameOf(report.pool, `${path}.pool`),
    backendId: backendIdOf(report.backend_id, `${path}.backend_id`),
    successes: report.successes,
    failures: report.failures,
    inFlight: report.in_flight,
    instance: shortText(report.instance, `${path}.instance`, maxNameBytes),
    sessionId: presentedSessionIdOf(report.session_id, `${path}.session_id`),
    reporter: report.reporter === '' ? principal : shortText(report.reporter, `${path}.reporter`, maxNameBytes),
  };
}
