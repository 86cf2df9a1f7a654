// Original file: proto/lb/v1/types.proto

/**
 * The operator's wish for a backend.
 */
export const AdminState = {
  ADMIN_STATE_UNSPECIFIED: 'ADMIN_STATE_UNSPECIFIED',
  /**
   * Takes new sessions and keeps its own.
   */
  ADMIN_STATE_ACTIVE: 'ADMIN_STATE_ACTIVE',
  /**
   * Takes no new sessions; keeps its own for as long as they like.
   */
  ADMIN_STATE_CORDONED: 'ADMIN_STATE_CORDONED',
  /**
   * Takes no new sessions; its own stay until the deadline.
   */
  ADMIN_STATE_DRAINING: 'ADMIN_STATE_DRAINING',
  /**
   * Empty by wish: takes none, keeps none.
   */
  ADMIN_STATE_DRAINED: 'ADMIN_STATE_DRAINED',
} as const;

/**
 * The operator's wish for a backend.
 */
export type AdminState =
  | 'ADMIN_STATE_UNSPECIFIED'
  | 0
  /**
   * Takes new sessions and keeps its own.
   */
  | 'ADMIN_STATE_ACTIVE'
  | 1
  /**
   * Takes no new sessions; keeps its own for as long as they like.
   */
  | 'ADMIN_STATE_CORDONED'
  | 2
  /**
   * Takes no new sessions; its own stay until the deadline.
   */
  | 'ADMIN_STATE_DRAINING'
  | 3
  /**
   * Empty by wish: takes none, keeps none.
   */
  | 'ADMIN_STATE_DRAINED'
  | 4

/**
 * The operator's wish for a backend.
 */
export type AdminState__Output = typeof AdminState[keyof typeof AdminState]
