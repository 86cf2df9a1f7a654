// Original file: proto/lb/v1/types.proto

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';
import type { UnknownId as _lb_v1_UnknownId, UnknownId__Output as _lb_v1_UnknownId__Output } from '../../lb/v1/UnknownId.ts';
import type { SessionIds as _lb_v1_SessionIds, SessionIds__Output as _lb_v1_SessionIds__Output } from '../../lb/v1/SessionIds.ts';
import type { Reaction as _lb_v1_Reaction, Reaction__Output as _lb_v1_Reaction__Output } from '../../lb/v1/Reaction.ts';
import type { RestartReaction as _lb_v1_RestartReaction, RestartReaction__Output as _lb_v1_RestartReaction__Output } from '../../lb/v1/RestartReaction.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';
import type { Affinity as _lb_v1_Affinity, Affinity__Output as _lb_v1_Affinity__Output } from '../../lb/v1/Affinity.ts';

/**
 * A set of backends with one policy and one affinity configuration. The pool `default` always exists.
 */
export interface Pool {
  /**
   * [A-Za-z0-9][A-Za-z0-9_-]{0,62}
   */
  'name'?: (string);
  /**
   * How a session without a home gets one: `round_robin` (default), `least_sessions`, `least_connections`,
   * `two_choices`, `random` or `consistent_hash`.
   */
  'policy'?: (string);
  /**
   * What `consistent_hash` hashes: `session_id` (default), `client_ip` (IPv6 by /64), `header:<name>` or `path`.
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
  'on_unhealthy'?: (_lb_v1_Reaction);
  'on_removed'?: (_lb_v1_Reaction);
  'on_drained'?: (_lb_v1_Reaction);
  'on_restart'?: (_lb_v1_RestartReaction);
  /**
   * How long a held Route waits: 1 ms to 300 s, default 10 s.
   */
  'hold_for'?: (_google_protobuf_Duration | null);
  /**
   * How long a backend may be unhealthy, with another one eligible, before it loses its sessions: 0 to 24 h, default 30 s.
   */
  'break_after'?: (_google_protobuf_Duration | null);
  /**
   * Idle timeout of a session that was seen only once; absent or zero for idle_timeout.
   */
  'unconfirmed_timeout'?: (_google_protobuf_Duration | null);
  /**
   * `consistent_hash` passes over a backend with more than this many times its fair share; 0 is off, else 1 to 10.
   */
  'bounded_load'?: (number | string);
  /**
   * How long an added or recovered backend takes to get its full share of new sessions: 0 (off, default) to 1 h.
   */
  'slow_start'?: (_google_protobuf_Duration | null);
  /**
   * Failures in a row that eject a backend by what traffic saw (ReportOutcome): 0 is off, default 5, at most 1,000.
   */
  'eject_after'?: (number);
  /**
   * First ejection, 1 ms to 5 min; doubles with each following one, up to 5 min: default 30 s.
   */
  'eject_for'?: (_google_protobuf_Duration | null);
  /**
   * How much of the pool what traffic saw may take out, in percent: 0 to 100, default 100.
   */
  'max_ejected'?: (number);
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
  /**
   * More than this percentage unhealthy, and new sessions go to unhealthy backends too; 0 is off, the default.
   */
  'panic_threshold'?: (number);
  /**
   * True while more than half of a pool of four or more is unhealthy: nobody is written off meanwhile. Output only.
   */
  'panic'?: (boolean);
  /**
   * How HTTP requests name their session.
   */
  'affinity'?: (_lb_v1_Affinity | null);
  /**
   * Host names whose HTTP requests are this pool's, at most 32, such as `example.com` or `*.example.com`; empty for every
   * host. The nearest host wins, then the longest path; what is no pool's in particular is `default`'s. A pool that says
   * neither hosts nor path_prefixes gets no HTTP requests, `default` excepted.
   */
  'hosts'?: (string)[];
  /**
   * Paths that are this pool's, with all below them, at most 32, such as `/shop`; empty for every path.
   */
  'path_prefixes'?: (string)[];
  /**
   * The gateway tells backends `X-LB-Pool`, `X-LB-Backend` and `X-LB-Generation` of each request.
   */
  'expose_assignment'?: (boolean);
  '_eject_after'?: "eject_after";
  '_max_ejected'?: "max_ejected";
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
   * How a session without a home gets one: `round_robin` (default), `least_sessions`, `least_connections`,
   * `two_choices`, `random` or `consistent_hash`.
   */
  'policy': (string);
  /**
   * What `consistent_hash` hashes: `session_id` (default), `client_ip` (IPv6 by /64), `header:<name>` or `path`.
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
  'on_unhealthy': (_lb_v1_Reaction__Output);
  'on_removed': (_lb_v1_Reaction__Output);
  'on_drained': (_lb_v1_Reaction__Output);
  'on_restart': (_lb_v1_RestartReaction__Output);
  /**
   * How long a held Route waits: 1 ms to 300 s, default 10 s.
   */
  'hold_for': (_google_protobuf_Duration__Output | null);
  /**
   * How long a backend may be unhealthy, with another one eligible, before it loses its sessions: 0 to 24 h, default 30 s.
   */
  'break_after': (_google_protobuf_Duration__Output | null);
  /**
   * Idle timeout of a session that was seen only once; absent or zero for idle_timeout.
   */
  'unconfirmed_timeout': (_google_protobuf_Duration__Output | null);
  /**
   * `consistent_hash` passes over a backend with more than this many times its fair share; 0 is off, else 1 to 10.
   */
  'bounded_load': (number);
  /**
   * How long an added or recovered backend takes to get its full share of new sessions: 0 (off, default) to 1 h.
   */
  'slow_start': (_google_protobuf_Duration__Output | null);
  /**
   * Failures in a row that eject a backend by what traffic saw (ReportOutcome): 0 is off, default 5, at most 1,000.
   */
  'eject_after'?: (number);
  /**
   * First ejection, 1 ms to 5 min; doubles with each following one, up to 5 min: default 30 s.
   */
  'eject_for': (_google_protobuf_Duration__Output | null);
  /**
   * How much of the pool what traffic saw may take out, in percent: 0 to 100, default 100.
   */
  'max_ejected'?: (number);
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
  /**
   * More than this percentage unhealthy, and new sessions go to unhealthy backends too; 0 is off, the default.
   */
  'panic_threshold': (number);
  /**
   * True while more than half of a pool of four or more is unhealthy: nobody is written off meanwhile. Output only.
   */
  'panic': (boolean);
  /**
   * How HTTP requests name their session.
   */
  'affinity': (_lb_v1_Affinity__Output | null);
  /**
   * Host names whose HTTP requests are this pool's, at most 32, such as `example.com` or `*.example.com`; empty for every
   * host. The nearest host wins, then the longest path; what is no pool's in particular is `default`'s. A pool that says
   * neither hosts nor path_prefixes gets no HTTP requests, `default` excepted.
   */
  'hosts': (string)[];
  /**
   * Paths that are this pool's, with all below them, at most 32, such as `/shop`; empty for every path.
   */
  'path_prefixes': (string)[];
  /**
   * The gateway tells backends `X-LB-Pool`, `X-LB-Backend` and `X-LB-Generation` of each request.
   */
  'expose_assignment': (boolean);
  '_eject_after'?: "eject_after";
  '_max_ejected'?: "max_ejected";
}
