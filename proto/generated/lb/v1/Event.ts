// Original file: proto/lb/v1/types.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What happened, in order.
 */
export interface Event {
  'sequence'?: (number | string | Long);
  'time'?: (_google_protobuf_Timestamp | null);
  /**
   * `assigned`, `moved`, `expired`, `ended`, `drained`, `health-changed`, …
   */
  'kind'?: (string);
  'pool'?: (string);
  'backend_id'?: (string);
  /**
   * The id, or the handle where ids are sealed; empty where the event is about no session.
   */
  'session_id'?: (string);
  'generation'?: (number);
  'reason'?: (string);
  /**
   * Who asked: `router`, `lbd`, or a principal.
   */
  'who'?: (string);
  'detail'?: (string);
}

/**
 * What happened, in order.
 */
export interface Event__Output {
  'sequence': (number);
  'time': (_google_protobuf_Timestamp__Output | null);
  /**
   * `assigned`, `moved`, `expired`, `ended`, `drained`, `health-changed`, …
   */
  'kind': (string);
  'pool': (string);
  'backend_id': (string);
  /**
   * The id, or the handle where ids are sealed; empty where the event is about no session.
   */
  'session_id': (string);
  'generation': (number);
  'reason': (string);
  /**
   * Who asked: `router`, `lbd`, or a principal.
   */
  'who': (string);
  'detail': (string);
}
