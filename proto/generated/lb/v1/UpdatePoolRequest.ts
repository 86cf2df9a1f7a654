// Original file: proto/lb/v1/admin.proto

import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from '../../lb/v1/Pool.ts';
import type { FieldMask as _google_protobuf_FieldMask, FieldMask__Output as _google_protobuf_FieldMask__Output } from '../../google/protobuf/FieldMask.ts';

export interface UpdatePoolRequest {
  /**
   * `name` says which; an etag that is set must be today's.
   */
  'pool'?: (_lb_v1_Pool | null);
  /**
   * The fields to change; empty changes every field that is set.
   */
  'update_mask'?: (_google_protobuf_FieldMask | null);
}

export interface UpdatePoolRequest__Output {
  /**
   * `name` says which; an etag that is set must be today's.
   */
  'pool': (_lb_v1_Pool__Output | null);
  /**
   * The fields to change; empty changes every field that is set.
   */
  'update_mask': (_google_protobuf_FieldMask__Output | null);
}
