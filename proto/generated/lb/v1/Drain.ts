// Original file: proto/lb/v1/types.proto

import type { DrainMode as _lb_v1_DrainMode, DrainMode__Output as _lb_v1_DrainMode__Output } from '../../lb/v1/DrainMode.ts';
import type { DrainThen as _lb_v1_DrainThen, DrainThen__Output as _lb_v1_DrainThen__Output } from '../../lb/v1/DrainThen.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';

/**
 * A wish that a backend empty itself.
 */
export interface Drain {
  'mode'?: (_lb_v1_DrainMode);
  'at_deadline'?: (_lb_v1_DrainThen);
  'start_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When the sessions still there are let go.
   */
  'deadline'?: (_google_protobuf_Timestamp | null);
  /**
   * A session unseen for so long is let go before the deadline; absent for none.
   */
  'idle_deadline'?: (_google_protobuf_Duration | null);
  /**
   * Who receives the sessions; empty for the pool's policy.
   */
  'to'?: (string);
  /**
   * Sessions moved a second: by MOVE, and received after the deadline of LET_FINISH; 0 for no bound.
   */
  'rate'?: (number);
  /**
   * Sessions at home here when it began.
   */
  'held'?: (number);
  'reason'?: (string);
}

/**
 * A wish that a backend empty itself.
 */
export interface Drain__Output {
  'mode': (_lb_v1_DrainMode__Output);
  'at_deadline': (_lb_v1_DrainThen__Output);
  'start_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When the sessions still there are let go.
   */
  'deadline': (_google_protobuf_Timestamp__Output | null);
  /**
   * A session unseen for so long is let go before the deadline; absent for none.
   */
  'idle_deadline': (_google_protobuf_Duration__Output | null);
  /**
   * Who receives the sessions; empty for the pool's policy.
   */
  'to': (string);
  /**
   * Sessions moved a second: by MOVE, and received after the deadline of LET_FINISH; 0 for no bound.
   */
  'rate': (number);
  /**
   * Sessions at home here when it began.
   */
  'held': (number);
  'reason': (string);
}
