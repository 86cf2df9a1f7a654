// Original file: proto/google/rpc/status.proto

import type { Any as _google_protobuf_Any, Any__Output as _google_protobuf_Any__Output } from '../../google/protobuf/Any.ts';

/**
 * What stands in the trailer `grpc-status-details-bin`.
 */
export interface Status {
  /**
   * A google.rpc.Code; the same number as `grpc-status`.
   */
  'code'?: (number);
  /**
   * The same text as `grpc-message`.
   */
  'message'?: (string);
  /**
   * An ErrorInfo, and a RetryInfo where repeating later may help.
   */
  'details'?: (_google_protobuf_Any)[];
}

/**
 * What stands in the trailer `grpc-status-details-bin`.
 */
export interface Status__Output {
  /**
   * A google.rpc.Code; the same number as `grpc-status`.
   */
  'code': (number);
  /**
   * The same text as `grpc-message`.
   */
  'message': (string);
  /**
   * An ErrorInfo, and a RetryInfo where repeating later may help.
   */
  'details': (_google_protobuf_Any__Output)[];
}
