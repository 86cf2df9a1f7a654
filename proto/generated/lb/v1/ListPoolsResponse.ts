// Original file: proto/lb/v1/admin.proto

import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from '../../lb/v1/Pool.ts';

export interface ListPoolsResponse {
  /**
   * By name.
   */
  'pools'?: (_lb_v1_Pool)[];
}

export interface ListPoolsResponse__Output {
  /**
   * By name.
   */
  'pools': (_lb_v1_Pool__Output)[];
}
