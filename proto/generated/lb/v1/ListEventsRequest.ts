// Original file: proto/lb/v1/admin.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListEventsRequest {
  /**
   * Only events after this sequence.
   */
  'after_sequence'?: (number | string | Long);
  'since'?: (_google_protobuf_Timestamp | null);
  'until'?: (_google_protobuf_Timestamp | null);
  /**
   * Empty for all.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  /**
   * Empty for all kinds.
   */
  'kinds'?: (string)[];
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size'?: (number);
  /**
   * The newest instead of the oldest; still answered oldest first.
   */
  'tail'?: (boolean);
}

export interface ListEventsRequest__Output {
  /**
   * Only events after this sequence.
   */
  'after_sequence': (number);
  'since': (_google_protobuf_Timestamp__Output | null);
  'until': (_google_protobuf_Timestamp__Output | null);
  /**
   * Empty for all.
   */
  'pool': (string);
  'session_id': (string);
  'backend_id': (string);
  /**
   * Empty for all kinds.
   */
  'kinds': (string)[];
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size': (number);
  /**
   * The newest instead of the oldest; still answered oldest first.
   */
  'tail': (boolean);
}
