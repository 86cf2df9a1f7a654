// Original file: proto/lb/v1/admin.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { StoreStatus as _lb_v1_StoreStatus, StoreStatus__Output as _lb_v1_StoreStatus__Output } from '../../lb/v1/StoreStatus.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';
import type { Long } from '@grpc/proto-loader';

export interface GetStatusResponse {
  'version'?: (string);
  'start_time'?: (_google_protobuf_Timestamp | null);
  'time'?: (_google_protobuf_Timestamp | null);
  'store'?: (_lb_v1_StoreStatus | null);
  'pool_count'?: (number);
  'backend_count'?: (number);
  'session_count'?: (number);
  /**
   * The most sessions this daemon will hold.
   */
  'session_limit'?: (number);
  /**
   * The journal's newest sequence.
   */
  'sequence'?: (number | string | Long);
  'uptime'?: (_google_protobuf_Duration | null);
  /**
   * How many sessions were found in the store at the start.
   */
  'loaded_session_count'?: (number);
  /**
   * What it listens on, as `unix:PATH` or `tcp:HOST:PORT`.
   */
  'listen'?: (string)[];
  'pid'?: (number);
  /**
   * What an operator should know, worst first: a store that can't write, a pool that takes no new sessions, a drain
   * past its deadline, a backend that is down, a table nearly full; a file of tokens or certificates that changed and
   * could not be taken over, a certificate that ends soon. Empty when there is nothing.
   */
  'warnings'?: (string)[];
}

export interface GetStatusResponse__Output {
  'version': (string);
  'start_time': (_google_protobuf_Timestamp__Output | null);
  'time': (_google_protobuf_Timestamp__Output | null);
  'store': (_lb_v1_StoreStatus__Output | null);
  'pool_count': (number);
  'backend_count': (number);
  'session_count': (number);
  /**
   * The most sessions this daemon will hold.
   */
  'session_limit': (number);
  /**
   * The journal's newest sequence.
   */
  'sequence': (number);
  'uptime': (_google_protobuf_Duration__Output | null);
  /**
   * How many sessions were found in the store at the start.
   */
  'loaded_session_count': (number);
  /**
   * What it listens on, as `unix:PATH` or `tcp:HOST:PORT`.
   */
  'listen': (string)[];
  'pid': (number);
  /**
   * What an operator should know, worst first: a store that can't write, a pool that takes no new sessions, a drain
   * past its deadline, a backend that is down, a table nearly full; a file of tokens or certificates that changed and
   * could not be taken over, a certificate that ends soon. Empty when there is nothing.
   */
  'warnings': (string)[];
}
