// Original file: proto/lb/v1/admin.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';

export interface UpdateSessionRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'session_id'?: (string);
  /**
   * Merged; an empty value takes the label away.
   */
  'labels'?: ({[key: string]: string});
  /**
   * Shorter than the pool's.
   */
  'idle_timeout'?: (_google_protobuf_Duration | null);
  'reason'?: (string);
}

export interface UpdateSessionRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'session_id': (string);
  /**
   * Merged; an empty value takes the label away.
   */
  'labels': ({[key: string]: string});
  /**
   * Shorter than the pool's.
   */
  'idle_timeout': (_google_protobuf_Duration__Output | null);
  'reason': (string);
}
