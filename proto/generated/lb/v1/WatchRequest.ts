// Original file: proto/lb/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

export interface WatchRequest {
  /**
   * Events after this sequence; 0 begins with what comes next.
   */
  'after_sequence'?: (number | string | Long);
  /**
   * Empty for all.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  'kinds'?: (string)[];
}

export interface WatchRequest__Output {
  /**
   * Events after this sequence; 0 begins with what comes next.
   */
  'after_sequence': (number);
  /**
   * Empty for all.
   */
  'pool': (string);
  'session_id': (string);
  'backend_id': (string);
  'kinds': (string)[];
}
