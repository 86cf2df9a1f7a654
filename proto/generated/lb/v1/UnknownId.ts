// Original file: proto/lb/v1/types.proto

/**
 * What to do with a session id that lbd does not know.
 */
export const UnknownId = {
  UNKNOWN_ID_UNSPECIFIED: 'UNKNOWN_ID_UNSPECIFIED',
  /**
   * Keep the client's id. The default.
   */
  UNKNOWN_ID_ADOPT: 'UNKNOWN_ID_ADOPT',
  /**
   * Make a new id: a client can't choose its own.
   */
  UNKNOWN_ID_REPLACE: 'UNKNOWN_ID_REPLACE',
} as const;

/**
 * What to do with a session id that lbd does not know.
 */
export type UnknownId =
  | 'UNKNOWN_ID_UNSPECIFIED'
  | 0
  /**
   * Keep the client's id. The default.
   */
  | 'UNKNOWN_ID_ADOPT'
  | 1
  /**
   * Make a new id: a client can't choose its own.
   */
  | 'UNKNOWN_ID_REPLACE'
  | 2

/**
 * What to do with a session id that lbd does not know.
 */
export type UnknownId__Output = typeof UnknownId[keyof typeof UnknownId]
