// Original file: proto/lb/v1/routing.proto

import type { HttpRequest as _lb_v1_HttpRequest, HttpRequest__Output as _lb_v1_HttpRequest__Output } from '../../lb/v1/HttpRequest.ts';
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
   * What `consistent_hash` hashes, instead of what the pool says; empty for the pool's. At most 256 bytes.
   */
  'hash_key'?: (string);
  /**
   * Request headers, for pools that hash on one: at most 64, names in lower case, values at most 8 KiB.
   */
  'headers'?: ({[key: string]: string});
  /**
   * The HTTP request: for pools that hash on `path`, and to be told its session by the pool's key sources where
   * session_id is empty (with `headers`, if the pool looks at others than the cookie). The answer then has the cookies.
   */
  'http'?: (_lb_v1_HttpRequest | null);
  /**
   * Merged into the session: at most 32, keys and values at most 63 bytes.
   */
  'labels'?: ({[key: string]: string});
  /**
   * Ask for a shorter idle timeout than the pool's, for this session; taken when it is assigned, and kept by its moves.
   */
  'idle_timeout'?: (_google_protobuf_Duration | null);
  /**
   * Answer each step of the decision, in words and values; not on a stream.
   */
  'explain'?: (boolean);
  /**
   * Decide and answer, but claim and extend nothing.
   */
  'validate_only'?: (boolean);
  /**
   * How many other backends to answer as fallbacks: 0 to 8.
   */
  'max_fallbacks'?: (number);
  /**
   * The backend the client believes to be its home; another one is an affinity violation.
   */
  'claimed_backend_id'?: (string);
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
   * What `consistent_hash` hashes, instead of what the pool says; empty for the pool's. At most 256 bytes.
   */
  'hash_key': (string);
  /**
   * Request headers, for pools that hash on one: at most 64, names in lower case, values at most 8 KiB.
   */
  'headers': ({[key: string]: string});
  /**
   * The HTTP request: for pools that hash on `path`, and to be told its session by the pool's key sources where
   * session_id is empty (with `headers`, if the pool looks at others than the cookie). The answer then has the cookies.
   */
  'http': (_lb_v1_HttpRequest__Output | null);
  /**
   * Merged into the session: at most 32, keys and values at most 63 bytes.
   */
  'labels': ({[key: string]: string});
  /**
   * Ask for a shorter idle timeout than the pool's, for this session; taken when it is assigned, and kept by its moves.
   */
  'idle_timeout': (_google_protobuf_Duration__Output | null);
  /**
   * Answer each step of the decision, in words and values; not on a stream.
   */
  'explain': (boolean);
  /**
   * Decide and answer, but claim and extend nothing.
   */
  'validate_only': (boolean);
  /**
   * How many other backends to answer as fallbacks: 0 to 8.
   */
  'max_fallbacks': (number);
  /**
   * The backend the client believes to be its home; another one is an affinity violation.
   */
  'claimed_backend_id': (string);
}
