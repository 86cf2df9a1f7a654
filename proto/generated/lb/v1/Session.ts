// Original file: proto/lb/v1/types.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Reason as _lb_v1_Reason, Reason__Output as _lb_v1_Reason__Output } from '../../lb/v1/Reason.ts';

/**
 * A client's stay on a backend.
 */
export interface Session {
  /**
   * Empty where ids are sealed.
   */
  'session_id'?: (string);
  /**
   * `~` and 12 characters of the session's key: a name for people where the id is sealed.
   */
  'handle'?: (string);
  'pool'?: (string);
  'backend_id'?: (string);
  /**
   * 1 when assigned, one more at each move.
   */
  'generation'?: (number);
  'create_time'?: (_google_protobuf_Timestamp | null);
  'last_active_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ends if it is not seen again.
   */
  'expire_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Why it is where it is: its assignment's or last move's reason.
   */
  'last_reason'?: (_lb_v1_Reason);
  /**
   * False when its backend no longer keeps it: it moves at its next Route.
   */
  'kept'?: (boolean);
}

/**
 * A client's stay on a backend.
 */
export interface Session__Output {
  /**
   * Empty where ids are sealed.
   */
  'session_id': (string);
  /**
   * `~` and 12 characters of the session's key: a name for people where the id is sealed.
   */
  'handle': (string);
  'pool': (string);
  'backend_id': (string);
  /**
   * 1 when assigned, one more at each move.
   */
  'generation': (number);
  'create_time': (_google_protobuf_Timestamp__Output | null);
  'last_active_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ends if it is not seen again.
   */
  'expire_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Why it is where it is: its assignment's or last move's reason.
   */
  'last_reason': (_lb_v1_Reason__Output);
  /**
   * False when its backend no longer keeps it: it moves at its next Route.
   */
  'kept': (boolean);
}
