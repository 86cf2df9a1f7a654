// Original file: proto/lb/v1/types.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';
import type { UnknownId as _lb_v1_UnknownId, UnknownId__Output as _lb_v1_UnknownId__Output } from '../../lb/v1/UnknownId.ts';
import type { SessionIds as _lb_v1_SessionIds, SessionIds__Output as _lb_v1_SessionIds__Output } from '../../lb/v1/SessionIds.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

/**
 * A set of backends with one policy and one affinity configuration. The pool `default` always exists.
 */
export interface Pool {
  /**
   * [A-Za-z0-9][A-Za-z0-9_-]{0,62}
   */
  'name'?: (string);
  /**
   * How a session without a home gets one: `round_robin` (default), `least_sessions` or `consistent_hash`.
   */
  'policy'?: (string);
  /**
   * What `consistent_hash` hashes: `session_id` (default) or `client_ip` (IPv6 by /64).
   */
  'hash_on'?: (string);
  /**
   * How long a session may stay unseen: 1 ms to 365 days, default 30 minutes. Sliding.
   */
  'idle_timeout'?: (_google_protobuf_Duration | null);
  /**
   * How long a session may live in all: 1 ms to 365 days; absent or zero for no bound.
   */
  'max_lifetime'?: (_google_protobuf_Duration | null);
  'unknown_id'?: (_lb_v1_UnknownId);
  'session_ids'?: (_lb_v1_SessionIds);
  /**
   * Backends in the pool. Output only.
   */
  'backend_count'?: (number);
  /**
   * Sessions at home in the pool. Output only.
   */
  'session_count'?: (number);
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Changes with every change of the pool's settings. Send it back in an update to be sure nobody was faster.
   */
  'etag'?: (string);
}

/**
 * A set of backends with one policy and one affinity configuration. The pool `default` always exists.
 */
export interface Pool__Output {
  /**
   * [A-Za-z0-9][A-Za-z0-9_-]{0,62}
   */
  'name': (string);
  /**
   * How a session without a home gets one: `round_robin` (default), `least_sessions` or `consistent_hash`.
   */
  'policy': (string);
  /**
   * What `consistent_hash` hashes: `session_id` (default) or `client_ip` (IPv6 by /64).
   */
  'hash_on': (string);
  /**
   * How long a session may stay unseen: 1 ms to 365 days, default 30 minutes. Sliding.
   */
  'idle_timeout': (_google_protobuf_Duration__Output | null);
  /**
   * How long a session may live in all: 1 ms to 365 days; absent or zero for no bound.
   */
  'max_lifetime': (_google_protobuf_Duration__Output | null);
  'unknown_id': (_lb_v1_UnknownId__Output);
  'session_ids': (_lb_v1_SessionIds__Output);
  /**
   * Backends in the pool. Output only.
   */
  'backend_count': (number);
  /**
   * Sessions at home in the pool. Output only.
   */
  'session_count': (number);
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Changes with every change of the pool's settings. Send it back in an update to be sure nobody was faster.
   */
  'etag': (string);
}
