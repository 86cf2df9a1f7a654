// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';

export interface ListBackendsResponse {
  /**
   * By pool, then id.
   */
  'backends'?: (_lb_v1_Backend)[];
}

export interface ListBackendsResponse__Output {
  /**
   * By pool, then id.
   */
  'backends': (_lb_v1_Backend__Output)[];
}
