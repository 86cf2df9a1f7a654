// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';
import type { FieldMask as _google_protobuf_FieldMask, FieldMask__Output as _google_protobuf_FieldMask__Output } from '../../google/protobuf/FieldMask.ts';

export interface UpdateBackendRequest {
  /**
   * `pool` and `id` say which; an etag that is set must be today's.
   */
  'backend'?: (_lb_v1_Backend | null);
  /**
   * The fields to change; empty changes every field that is set.
   */
  'update_mask'?: (_google_protobuf_FieldMask | null);
  /**
   * The new address is the same process: its sessions stay.
   */
  'keep_sessions'?: (boolean);
}

export interface UpdateBackendRequest__Output {
  /**
   * `pool` and `id` say which; an etag that is set must be today's.
   */
  'backend': (_lb_v1_Backend__Output | null);
  /**
   * The fields to change; empty changes every field that is set.
   */
  'update_mask': (_google_protobuf_FieldMask__Output | null);
  /**
   * The new address is the same process: its sessions stay.
   */
  'keep_sessions': (boolean);
}
