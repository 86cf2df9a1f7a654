// Original file: proto/lb/v1/admin.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';

export interface DrainBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  /**
   * How long the sessions here may stay: 0 to 24 h, default 300 s. 0 drains now.
   */
  'deadline'?: (_google_protobuf_Duration | null);
  /**
   * Why, for those who read the journal; at most 256 bytes.
   */
  'reason'?: (string);
}

export interface DrainBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  /**
   * How long the sessions here may stay: 0 to 24 h, default 300 s. 0 drains now.
   */
  'deadline': (_google_protobuf_Duration__Output | null);
  /**
   * Why, for those who read the journal; at most 256 bytes.
   */
  'reason': (string);
}
