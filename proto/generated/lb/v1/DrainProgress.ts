// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

/**
 * Sent about once a second, and when something decisive happens.
 */
export interface DrainProgress {
  'backend'?: (_lb_v1_Backend | null);
  /**
   * Sessions here that can still leave by themselves before the deadline.
   */
  'remaining'?: (number);
  /**
   * Sessions here that will have to move.
   */
  'to_move'?: (number);
  /**
   * Since the drain began.
   */
  'moved'?: (number);
  'expired'?: (number);
  /**
   * Sessions that leave a second, over the last ten seconds.
   */
  'rate'?: (number | string);
  /**
   * When it will be empty at this rate, or the deadline where that is sooner; absent when unknown.
   */
  'eta'?: (_google_protobuf_Timestamp | null);
  /**
   * True in the last message.
   */
  'done'?: (boolean);
}

/**
 * Sent about once a second, and when something decisive happens.
 */
export interface DrainProgress__Output {
  'backend': (_lb_v1_Backend__Output | null);
  /**
   * Sessions here that can still leave by themselves before the deadline.
   */
  'remaining': (number);
  /**
   * Sessions here that will have to move.
   */
  'to_move': (number);
  /**
   * Since the drain began.
   */
  'moved': (number);
  'expired': (number);
  /**
   * Sessions that leave a second, over the last ten seconds.
   */
  'rate': (number);
  /**
   * When it will be empty at this rate, or the deadline where that is sooner; absent when unknown.
   */
  'eta': (_google_protobuf_Timestamp__Output | null);
  /**
   * True in the last message.
   */
  'done': (boolean);
}
