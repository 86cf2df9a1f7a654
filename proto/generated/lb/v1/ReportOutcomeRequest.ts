// Original file: proto/lb/v1/routing.proto

import type { OutcomeReport as _lb_v1_OutcomeReport, OutcomeReport__Output as _lb_v1_OutcomeReport__Output } from '../../lb/v1/OutcomeReport.ts';

export interface ReportOutcomeRequest {
  'reports'?: (_lb_v1_OutcomeReport)[];
}

export interface ReportOutcomeRequest__Output {
  'reports': (_lb_v1_OutcomeReport__Output)[];
}
