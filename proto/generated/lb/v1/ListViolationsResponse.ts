// Original file: proto/lb/v1/admin.proto

import type { Violation as _lb_v1_Violation, Violation__Output as _lb_v1_Violation__Output } from '../../lb/v1/Violation.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListViolationsResponse {
  'violations'?: (_lb_v1_Violation)[];
  /**
   * Since the start, by cause.
   */
  'counts'?: ({[key: string]: number | string | Long});
}

export interface ListViolationsResponse__Output {
  'violations': (_lb_v1_Violation__Output)[];
  /**
   * Since the start, by cause.
   */
  'counts': ({[key: string]: number});
}
