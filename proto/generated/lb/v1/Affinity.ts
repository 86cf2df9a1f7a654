// Original file: proto/lb/v1/types.proto

import type { AffinityMode as _lb_v1_AffinityMode, AffinityMode__Output as _lb_v1_AffinityMode__Output } from '../../lb/v1/AffinityMode.ts';
import type { CookieFormat as _lb_v1_CookieFormat, CookieFormat__Output as _lb_v1_CookieFormat__Output } from '../../lb/v1/CookieFormat.ts';
import type { SameSite as _lb_v1_SameSite, SameSite__Output as _lb_v1_SameSite__Output } from '../../lb/v1/SameSite.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';
import type { UnknownLearned as _lb_v1_UnknownLearned, UnknownLearned__Output as _lb_v1_UnknownLearned__Output } from '../../lb/v1/UnknownLearned.ts';

/**
 * How HTTP requests of a pool name their session, and what its cookies look like. An id that lbd does not know is
 * replaced there by a new one, whatever unknown_id says: a client can't choose its own.
 */
export interface Affinity {
  /**
   * Where it becomes learned, session_ids becomes sealed unless it is said as well: such an id is another's secret.
   */
  'affinity_mode'?: (_lb_v1_AffinityMode);
  /**
   * Where a request may carry its session, in order, at most 8: `cookie:NAME`, `header:NAME`, `query:NAME` or
   * `path:TEMPLATE` such as `path:/rooms/{id}`. The first that names one wins; the issued cookie is always looked at,
   * last if it is not among them.
   */
  'key_sources'?: (string)[];
  'cookie_format'?: (_lb_v1_CookieFormat);
  /**
   * At most 64 bytes; empty for `session_id`, and `session_id_POOL` in another pool than `default`. No two pools have
   * the same. A name that begins with `__Host-` wants the path `/` and no domain.
   */
  'cookie_name'?: (string);
  /**
   * Of the plain pair's second cookie; empty for `backend`, and `backend_POOL`.
   */
  'backend_cookie_name'?: (string);
  /**
   * Default `/`; at most 256 bytes.
   */
  'cookie_path'?: (string);
  /**
   * Empty for the host alone.
   */
  'cookie_domain'?: (string);
  'cookie_same_site'?: (_lb_v1_SameSite);
  /**
   * `Secure` also where the client came in plaintext; otherwise only where it came by TLS.
   */
  'cookie_always_secure'?: (boolean);
  /**
   * 1 s to 400 days; absent or zero for a cookie that ends with the browser's own session.
   */
  'cookie_max_age'?: (_google_protobuf_Duration | null);
  /**
   * `Partitioned`, for pages inside other sites' pages; needs cookie_always_secure.
   */
  'cookie_partitioned'?: (boolean);
  /**
   * Backends see the cookies that lbd issues.
   */
  'cookie_to_backend'?: (boolean);
  'unknown_learned'?: (_lb_v1_UnknownLearned);
  /**
   * `response-header:NAME`: the backend names the session's labels by it, as `user=ada, plan=pro`; the client does not
   * see it. Empty for none.
   */
  'labels_from'?: (string);
  /**
   * An answer below 400 to a POST of this path ends the session (logout); empty for none.
   */
  'logout_path'?: (string);
}

/**
 * How HTTP requests of a pool name their session, and what its cookies look like. An id that lbd does not know is
 * replaced there by a new one, whatever unknown_id says: a client can't choose its own.
 */
export interface Affinity__Output {
  /**
   * Where it becomes learned, session_ids becomes sealed unless it is said as well: such an id is another's secret.
   */
  'affinity_mode': (_lb_v1_AffinityMode__Output);
  /**
   * Where a request may carry its session, in order, at most 8: `cookie:NAME`, `header:NAME`, `query:NAME` or
   * `path:TEMPLATE` such as `path:/rooms/{id}`. The first that names one wins; the issued cookie is always looked at,
   * last if it is not among them.
   */
  'key_sources': (string)[];
  'cookie_format': (_lb_v1_CookieFormat__Output);
  /**
   * At most 64 bytes; empty for `session_id`, and `session_id_POOL` in another pool than `default`. No two pools have
   * the same. A name that begins with `__Host-` wants the path `/` and no domain.
   */
  'cookie_name': (string);
  /**
   * Of the plain pair's second cookie; empty for `backend`, and `backend_POOL`.
   */
  'backend_cookie_name': (string);
  /**
   * Default `/`; at most 256 bytes.
   */
  'cookie_path': (string);
  /**
   * Empty for the host alone.
   */
  'cookie_domain': (string);
  'cookie_same_site': (_lb_v1_SameSite__Output);
  /**
   * `Secure` also where the client came in plaintext; otherwise only where it came by TLS.
   */
  'cookie_always_secure': (boolean);
  /**
   * 1 s to 400 days; absent or zero for a cookie that ends with the browser's own session.
   */
  'cookie_max_age': (_google_protobuf_Duration__Output | null);
  /**
   * `Partitioned`, for pages inside other sites' pages; needs cookie_always_secure.
   */
  'cookie_partitioned': (boolean);
  /**
   * Backends see the cookies that lbd issues.
   */
  'cookie_to_backend': (boolean);
  'unknown_learned': (_lb_v1_UnknownLearned__Output);
  /**
   * `response-header:NAME`: the backend names the session's labels by it, as `user=ada, plan=pro`; the client does not
   * see it. Empty for none.
   */
  'labels_from': (string);
  /**
   * An answer below 400 to a POST of this path ends the session (logout); empty for none.
   */
  'logout_path': (string);
}
