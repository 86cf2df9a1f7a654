// Original file: proto/lb/v1/admin.proto

import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from '../../lb/v1/Pool.ts';

export interface CreatePoolRequest {
  'pool'?: (_lb_v1_Pool | null);
}

export interface CreatePoolRequest__Output {
  'pool': (_lb_v1_Pool__Output | null);
}
