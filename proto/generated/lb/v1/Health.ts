// Original file: proto/lb/v1/types.proto

/**
 * What probes and traffic saw of a backend.
 */
export const Health = {
  HEALTH_UNSPECIFIED: 'HEALTH_UNSPECIFIED',
  /**
   * Nothing has been seen yet, or nobody looks.
   */
  HEALTH_UNKNOWN: 'HEALTH_UNKNOWN',
  HEALTH_HEALTHY: 'HEALTH_HEALTHY',
  HEALTH_UNHEALTHY: 'HEALTH_UNHEALTHY',
} as const;

/**
 * What probes and traffic saw of a backend.
 */
export type Health =
  | 'HEALTH_UNSPECIFIED'
  | 0
  /**
   * Nothing has been seen yet, or nobody looks.
   */
  | 'HEALTH_UNKNOWN'
  | 1
  | 'HEALTH_HEALTHY'
  | 2
  | 'HEALTH_UNHEALTHY'
  | 3

/**
 * What probes and traffic saw of a backend.
 */
export type Health__Output = typeof Health[keyof typeof Health]
