// Original file: proto/lb/v1/admin.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from '../../lb/v1/Session.ts';

export interface InspectCookieResponse {
  /**
   * `good`; or why it is as none: `malformed`, `unknown-key`, `bad-mac`, `too-old`, `ended`.
   */
  'verdict'?: (string);
  /**
   * What it says, true or not; empty where it is malformed.
   */
  'session_id'?: (string);
  'backend_id'?: (string);
  'incarnation'?: (number);
  'generation'?: (number);
  /**
   * In whole seconds.
   */
  'issue_time'?: (_google_protobuf_Timestamp | null);
  'key_id'?: (string);
  /**
   * The session, where it lives now; absent where the cookie does not count or there is no row.
   */
  'session'?: (_lb_v1_Session | null);
}

export interface InspectCookieResponse__Output {
  /**
   * `good`; or why it is as none: `malformed`, `unknown-key`, `bad-mac`, `too-old`, `ended`.
   */
  'verdict': (string);
  /**
   * What it says, true or not; empty where it is malformed.
   */
  'session_id': (string);
  'backend_id': (string);
  'incarnation': (number);
  'generation': (number);
  /**
   * In whole seconds.
   */
  'issue_time': (_google_protobuf_Timestamp__Output | null);
  'key_id': (string);
  /**
   * The session, where it lives now; absent where the cookie does not count or there is no row.
   */
  'session': (_lb_v1_Session__Output | null);
}
