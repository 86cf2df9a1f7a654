// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';

export interface CreateBackendRequest {
  'backend'?: (_lb_v1_Backend | null);
}

export interface CreateBackendRequest__Output {
  'backend': (_lb_v1_Backend__Output | null);
}
