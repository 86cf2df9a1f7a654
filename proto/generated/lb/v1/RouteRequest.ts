// Original file: proto/lb/v1/routing.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';

export interface RouteRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  /**
   * What the client presents: 1 to 256 bytes, opaque, case-sensitive, no control characters.
   * Empty when it presents nothing: lbd makes an id and answers it.
   */
  'session_id'?: (string);
  /**
   * The client's address, for pools that hash on `client_ip`.
   */
  'client_ip'?: (string);
  /**
   * Ask for a shorter idle timeout than the pool's, for this session; taken when it is assigned, and kept by its moves.
   */
  'idle_timeout'?: (_google_protobuf_Duration | null);
  /**
   * Decide and answer, but claim and extend nothing.
   */
  'validate_only'?: (boolean);
}

export interface RouteRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  /**
   * What the client presents: 1 to 256 bytes, opaque, case-sensitive, no control characters.
   * Empty when it presents nothing: lbd makes an id and answers it.
   */
  'session_id': (string);
  /**
   * The client's address, for pools that hash on `client_ip`.
   */
  'client_ip': (string);
  /**
   * Ask for a shorter idle timeout than the pool's, for this session; taken when it is assigned, and kept by its moves.
   */
  'idle_timeout': (_google_protobuf_Duration__Output | null);
  /**
   * Decide and answer, but claim and extend nothing.
   */
  'validate_only': (boolean);
}
