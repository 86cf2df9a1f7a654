// Original file: proto/lb/v1/admin.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface Violation {
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * `claimed-elsewhere`, `served-elsewhere` or `home-lost`.
   */
  'cause'?: (string);
  'pool'?: (string);
  /**
   * The id, or the handle where ids are sealed.
   */
  'session_id'?: (string);
  /**
   * Where the session belongs.
   */
  'backend_id'?: (string);
  /**
   * Where it was, or believed to be.
   */
  'other_backend_id'?: (string);
}

export interface Violation__Output {
  'time': (_google_protobuf_Timestamp__Output | null);
  /**
   * `claimed-elsewhere`, `served-elsewhere` or `home-lost`.
   */
  'cause': (string);
  'pool': (string);
  /**
   * The id, or the handle where ids are sealed.
   */
  'session_id': (string);
  /**
   * Where the session belongs.
   */
  'backend_id': (string);
  /**
   * Where it was, or believed to be.
   */
  'other_backend_id': (string);
}
