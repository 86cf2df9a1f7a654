// Original file: proto/lb/v1/types.proto

import type { AdminState as _lb_v1_AdminState, AdminState__Output as _lb_v1_AdminState__Output } from '../../lb/v1/AdminState.ts';
import type { Health as _lb_v1_Health, Health__Output as _lb_v1_Health__Output } from '../../lb/v1/Health.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

/**
 * A server that takes sessions. It is its id, not its address.
 */
export interface Backend {
  /**
   * [A-Za-z0-9][A-Za-z0-9_-]{0,62}, unique in its pool.
   */
  'id'?: (string);
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  /**
   * `host:port` or `[v6]:port`; a DNS name is resolved at each connect.
   */
  'address'?: (string);
  /**
   * Share of new sessions, 0 to 1,000, default 1. 0 takes no new sessions and keeps its own.
   */
  'weight'?: (number);
  /**
   * Where it stands, for people and for later zone preference; at most 63 bytes.
   */
  'zone'?: (string);
  /**
   * At most 32, keys and values at most 63 bytes.
   */
  'labels'?: ({[key: string]: string});
  /**
   * New sessions are refused from here on; 0 is no limit.
   */
  'max_sessions'?: (number);
  /**
   * Output only from here.
   */
  'admin_state'?: (_lb_v1_AdminState);
  'health'?: (_lb_v1_Health);
  /**
   * Why health is what it is, in words.
   */
  'health_reason'?: (string);
  /**
   * Goes up each time the backend leaves service.
   */
  'incarnation'?: (number);
  /**
   * Sessions at home here.
   */
  'session_count'?: (number);
  /**
   * When the sessions still here will move; set while draining with a deadline.
   */
  'drain_deadline'?: (_google_protobuf_Timestamp | null);
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * Changes with every change of the backend's settings or admin state.
   */
  'etag'?: (string);
  '_weight'?: "weight";
}

/**
 * A server that takes sessions. It is its id, not its address.
 */
export interface Backend__Output {
  /**
   * [A-Za-z0-9][A-Za-z0-9_-]{0,62}, unique in its pool.
   */
  'id': (string);
  /**
   * Empty is `default`.
   */
  'pool': (string);
  /**
   * `host:port` or `[v6]:port`; a DNS name is resolved at each connect.
   */
  'address': (string);
  /**
   * Share of new sessions, 0 to 1,000, default 1. 0 takes no new sessions and keeps its own.
   */
  'weight'?: (number);
  /**
   * Where it stands, for people and for later zone preference; at most 63 bytes.
   */
  'zone': (string);
  /**
   * At most 32, keys and values at most 63 bytes.
   */
  'labels': ({[key: string]: string});
  /**
   * New sessions are refused from here on; 0 is no limit.
   */
  'max_sessions': (number);
  /**
   * Output only from here.
   */
  'admin_state': (_lb_v1_AdminState__Output);
  'health': (_lb_v1_Health__Output);
  /**
   * Why health is what it is, in words.
   */
  'health_reason': (string);
  /**
   * Goes up each time the backend leaves service.
   */
  'incarnation': (number);
  /**
   * Sessions at home here.
   */
  'session_count': (number);
  /**
   * When the sessions still here will move; set while draining with a deadline.
   */
  'drain_deadline': (_google_protobuf_Timestamp__Output | null);
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * Changes with every change of the backend's settings or admin state.
   */
  'etag': (string);
  '_weight'?: "weight";
}
