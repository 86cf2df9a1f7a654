// Original file: proto/lb/v1/types.proto

import type { ProbeKind as _lb_v1_ProbeKind, ProbeKind__Output as _lb_v1_ProbeKind__Output } from '../../lb/v1/ProbeKind.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../google/protobuf/Duration.ts';

/**
 * How lbd looks at a backend.
 */
export interface Probe {
  'kind'?: (_lb_v1_ProbeKind);
  /**
   * Default 5 s, 100 ms to 1 h; jittered by a tenth, and a fifth of it while health is changing.
   */
  'interval'?: (_google_protobuf_Duration | null);
  /**
   * Default 2 s, 10 ms to 60 s.
   */
  'timeout'?: (_google_protobuf_Duration | null);
  /**
   * Good answers in a row that make it healthy: default 2, 1 to 100.
   */
  'rise'?: (number);
  /**
   * Bad answers in a row that make it unhealthy: default 3, 1 to 100.
   */
  'fall'?: (number);
  /**
   * Of an http probe: default `/`; at most 1,024 bytes.
   */
  'path'?: (string);
  /**
   * Statuses that are good, as `200-399` (default) or `200`.
   */
  'expect_status'?: (string);
  /**
   * Text the first 64 KiB of the body must hold, at most 256 bytes; empty for none.
   */
  'body_contains'?: (string);
  /**
   * Another port than the backend's; 0 for the backend's.
   */
  'port'?: (number);
  /**
   * A port where the backend speaks HAProxy's agent-check line; 0 for none.
   */
  'agent_port'?: (number);
}

/**
 * How lbd looks at a backend.
 */
export interface Probe__Output {
  'kind': (_lb_v1_ProbeKind__Output);
  /**
   * Default 5 s, 100 ms to 1 h; jittered by a tenth, and a fifth of it while health is changing.
   */
  'interval': (_google_protobuf_Duration__Output | null);
  /**
   * Default 2 s, 10 ms to 60 s.
   */
  'timeout': (_google_protobuf_Duration__Output | null);
  /**
   * Good answers in a row that make it healthy: default 2, 1 to 100.
   */
  'rise': (number);
  /**
   * Bad answers in a row that make it unhealthy: default 3, 1 to 100.
   */
  'fall': (number);
  /**
   * Of an http probe: default `/`; at most 1,024 bytes.
   */
  'path': (string);
  /**
   * Statuses that are good, as `200-399` (default) or `200`.
   */
  'expect_status': (string);
  /**
   * Text the first 64 KiB of the body must hold, at most 256 bytes; empty for none.
   */
  'body_contains': (string);
  /**
   * Another port than the backend's; 0 for the backend's.
   */
  'port': (number);
  /**
   * A port where the backend speaks HAProxy's agent-check line; 0 for none.
   */
  'agent_port': (number);
}
