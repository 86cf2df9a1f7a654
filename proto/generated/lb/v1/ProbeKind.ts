// Original file: proto/lb/v1/types.proto

export const ProbeKind = {
  PROBE_KIND_UNSPECIFIED: 'PROBE_KIND_UNSPECIFIED',
  /**
   * Nobody looks. The default.
   */
  PROBE_KIND_NONE: 'PROBE_KIND_NONE',
  /**
   * A TCP connection opens.
   */
  PROBE_KIND_TCP: 'PROBE_KIND_TCP',
  /**
   * GET answers with a status in the range, and the body holds `body_contains`.
   */
  PROBE_KIND_HTTP: 'PROBE_KIND_HTTP',
  /**
   * grpc.health.v1.Health/Check answers SERVING.
   */
  PROBE_KIND_GRPC: 'PROBE_KIND_GRPC',
} as const;

export type ProbeKind =
  | 'PROBE_KIND_UNSPECIFIED'
  | 0
  /**
   * Nobody looks. The default.
   */
  | 'PROBE_KIND_NONE'
  | 1
  /**
   * A TCP connection opens.
   */
  | 'PROBE_KIND_TCP'
  | 2
  /**
   * GET answers with a status in the range, and the body holds `body_contains`.
   */
  | 'PROBE_KIND_HTTP'
  | 3
  /**
   * grpc.health.v1.Health/Check answers SERVING.
   */
  | 'PROBE_KIND_GRPC'
  | 4

export type ProbeKind__Output = typeof ProbeKind[keyof typeof ProbeKind]
