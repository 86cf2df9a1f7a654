// Original file: proto/lb/v1/routing.proto

import type { RoutedBackend as _lb_v1_RoutedBackend, RoutedBackend__Output as _lb_v1_RoutedBackend__Output } from '../../lb/v1/RoutedBackend.ts';
import type { Outcome as _lb_v1_Outcome, Outcome__Output as _lb_v1_Outcome__Output } from '../../lb/v1/Outcome.ts';
import type { Reason as _lb_v1_Reason, Reason__Output as _lb_v1_Reason__Output } from '../../lb/v1/Reason.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface RouteResponse {
  /**
   * The session's id: the client's own, or the one lbd made.
   */
  'session_id'?: (string);
  'backend'?: (_lb_v1_RoutedBackend | null);
  'outcome'?: (_lb_v1_Outcome);
  'reason'?: (_lb_v1_Reason);
  'generation'?: (number);
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When the session ends if it is not seen again.
   */
  'expire_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Set-Cookie headers for the client, where `http` was given; none when it knows.
   */
  'set_cookies'?: (string)[];
  /**
   * The other eligible backends, in the order in which they would be tried; takes no turn of the policy.
   */
  'fallbacks'?: (_lb_v1_RoutedBackend)[];
  /**
   * Each step of the decision; only when asked for.
   */
  'explanation'?: (string)[];
}

export interface RouteResponse__Output {
  /**
   * The session's id: the client's own, or the one lbd made.
   */
  'session_id': (string);
  'backend': (_lb_v1_RoutedBackend__Output | null);
  'outcome': (_lb_v1_Outcome__Output);
  'reason': (_lb_v1_Reason__Output);
  'generation': (number);
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the session ends if it is not seen again.
   */
  'expire_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Set-Cookie headers for the client, where `http` was given; none when it knows.
   */
  'set_cookies': (string)[];
  /**
   * The other eligible backends, in the order in which they would be tried; takes no turn of the policy.
   */
  'fallbacks': (_lb_v1_RoutedBackend__Output)[];
  /**
   * Each step of the decision; only when asked for.
   */
  'explanation': (string)[];
}
