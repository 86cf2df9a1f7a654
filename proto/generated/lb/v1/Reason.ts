// Original file: proto/lb/v1/types.proto

/**
 * Why a session was assigned or moved. Unspecified when it was kept.
 */
export const Reason = {
  REASON_UNSPECIFIED: 'REASON_UNSPECIFIED',
  /**
   * The session id was not known.
   */
  REASON_NEW: 'REASON_NEW',
  /**
   * The session was known, but its lease had ended.
   */
  REASON_LAPSED: 'REASON_LAPSED',
  /**
   * A cookie that verifies named a home that still holds; there was no row.
   */
  REASON_RESTORED: 'REASON_RESTORED',
  REASON_BACKEND_UNHEALTHY: 'REASON_BACKEND_UNHEALTHY',
  REASON_BACKEND_DRAINED: 'REASON_BACKEND_DRAINED',
  REASON_BACKEND_REMOVED: 'REASON_BACKEND_REMOVED',
  /**
   * Another process answers for the backend; what the old one remembered is gone.
   */
  REASON_BACKEND_RESTARTED: 'REASON_BACKEND_RESTARTED',
  /**
   * The backend refused the connection before it answered a byte.
   */
  REASON_CONNECT_FAILED: 'REASON_CONNECT_FAILED',
  REASON_OPERATOR: 'REASON_OPERATOR',
  REASON_REBALANCED: 'REASON_REBALANCED',
} as const;

/**
 * Why a session was assigned or moved. Unspecified when it was kept.
 */
export type Reason =
  | 'REASON_UNSPECIFIED'
  | 0
  /**
   * The session id was not known.
   */
  | 'REASON_NEW'
  | 1
  /**
   * The session was known, but its lease had ended.
   */
  | 'REASON_LAPSED'
  | 2
  /**
   * A cookie that verifies named a home that still holds; there was no row.
   */
  | 'REASON_RESTORED'
  | 3
  | 'REASON_BACKEND_UNHEALTHY'
  | 4
  | 'REASON_BACKEND_DRAINED'
  | 5
  | 'REASON_BACKEND_REMOVED'
  | 6
  /**
   * Another process answers for the backend; what the old one remembered is gone.
   */
  | 'REASON_BACKEND_RESTARTED'
  | 7
  /**
   * The backend refused the connection before it answered a byte.
   */
  | 'REASON_CONNECT_FAILED'
  | 8
  | 'REASON_OPERATOR'
  | 9
  | 'REASON_REBALANCED'
  | 10

/**
 * Why a session was assigned or moved. Unspecified when it was kept.
 */
export type Reason__Output = typeof Reason[keyof typeof Reason]
