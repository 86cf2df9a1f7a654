// Original file: proto/lb/v1/types.proto

/**
 * Whether operators can read session ids.
 */
export const SessionIds = {
  SESSION_IDS_UNSPECIFIED: 'SESSION_IDS_UNSPECIFIED',
  /**
   * Ids are kept in the store. The default.
   */
  SESSION_IDS_READABLE: 'SESSION_IDS_READABLE',
  /**
   * Only a keyed hash is kept; lists show a handle.
   */
  SESSION_IDS_SEALED: 'SESSION_IDS_SEALED',
} as const;

/**
 * Whether operators can read session ids.
 */
export type SessionIds =
  | 'SESSION_IDS_UNSPECIFIED'
  | 0
  /**
   * Ids are kept in the store. The default.
   */
  | 'SESSION_IDS_READABLE'
  | 1
  /**
   * Only a keyed hash is kept; lists show a handle.
   */
  | 'SESSION_IDS_SEALED'
  | 2

/**
 * Whether operators can read session ids.
 */
export type SessionIds__Output = typeof SessionIds[keyof typeof SessionIds]
