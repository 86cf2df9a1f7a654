// Original file: proto/lb/v1/types.proto

/**
 * What becomes of a learned id that no backend gave here.
 */
export const UnknownLearned = {
  UNKNOWN_LEARNED_UNSPECIFIED: 'UNKNOWN_LEARNED_UNSPECIFIED',
  /**
   * Placed by hash of the id, and stored nowhere. The default.
   */
  UNKNOWN_LEARNED_HASH: 'UNKNOWN_LEARNED_HASH',
  /**
   * Refused: 404.
   */
  UNKNOWN_LEARNED_REJECT: 'UNKNOWN_LEARNED_REJECT',
} as const;

/**
 * What becomes of a learned id that no backend gave here.
 */
export type UnknownLearned =
  | 'UNKNOWN_LEARNED_UNSPECIFIED'
  | 0
  /**
   * Placed by hash of the id, and stored nowhere. The default.
   */
  | 'UNKNOWN_LEARNED_HASH'
  | 1
  /**
   * Refused: 404.
   */
  | 'UNKNOWN_LEARNED_REJECT'
  | 2

/**
 * What becomes of a learned id that no backend gave here.
 */
export type UnknownLearned__Output = typeof UnknownLearned[keyof typeof UnknownLearned]
