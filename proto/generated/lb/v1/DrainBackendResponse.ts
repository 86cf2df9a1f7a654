// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';

export interface DrainBackendResponse {
  'backend'?: (_lb_v1_Backend | null);
  /**
   * Sessions that are still at home here.
   */
  'remaining'?: (number);
}

export interface DrainBackendResponse__Output {
  'backend': (_lb_v1_Backend__Output | null);
  /**
   * Sessions that are still at home here.
   */
  'remaining': (number);
}
