// Original file: proto/lb/v1/admin.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';
import type { DrainMode as _lb_v1_DrainMode, DrainMode__Output as _lb_v1_DrainMode__Output } from '../../lb/v1/DrainMode.ts';
import type { DrainThen as _lb_v1_DrainThen, DrainThen__Output as _lb_v1_DrainThen__Output } from '../../lb/v1/DrainThen.ts';

export interface DrainBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  /**
   * Exactly one of the two.
   */
  'backend_id'?: (string);
  /**
   * How long the sessions here may stay: 0 to 24 h, default 300 s. 0 drains now.
   */
  'deadline'?: (_google_protobuf_Duration | null);
  /**
   * Why, for those who read the journal; at most 256 bytes.
   */
  'reason'?: (string);
  /**
   * `zone=a,disk=ssd`: every backend of the pool with these labels.
   */
  'selector'?: (string);
  /**
   * Let go of a session unseen for so long, before the deadline.
   */
  'idle_deadline'?: (_google_protobuf_Duration | null);
  'mode'?: (_lb_v1_DrainMode);
  'at_deadline'?: (_lb_v1_DrainThen);
  /**
   * Who receives the sessions: a backend of the pool; empty for the pool's policy.
   */
  'to'?: (string);
  /**
   * Sessions a second, 0 for no bound; see Drain.
   */
  'rate'?: (number);
  /**
   * Answer what would happen, and change nothing.
   */
  'validate_only'?: (boolean);
}

export interface DrainBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  /**
   * Exactly one of the two.
   */
  'backend_id': (string);
  /**
   * How long the sessions here may stay: 0 to 24 h, default 300 s. 0 drains now.
   */
  'deadline': (_google_protobuf_Duration__Output | null);
  /**
   * Why, for those who read the journal; at most 256 bytes.
   */
  'reason': (string);
  /**
   * `zone=a,disk=ssd`: every backend of the pool with these labels.
   */
  'selector': (string);
  /**
   * Let go of a session unseen for so long, before the deadline.
   */
  'idle_deadline': (_google_protobuf_Duration__Output | null);
  'mode': (_lb_v1_DrainMode__Output);
  'at_deadline': (_lb_v1_DrainThen__Output);
  /**
   * Who receives the sessions: a backend of the pool; empty for the pool's policy.
   */
  'to': (string);
  /**
   * Sessions a second, 0 for no bound; see Drain.
   */
  'rate': (number);
  /**
   * Answer what would happen, and change nothing.
   */
  'validate_only': (boolean);
}
