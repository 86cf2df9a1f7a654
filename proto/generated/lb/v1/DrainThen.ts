// Original file: proto/lb/v1/types.proto

/**
 * What happens at the deadline to the sessions that are still there.
 */
export const DrainThen = {
  DRAIN_THEN_UNSPECIFIED: 'DRAIN_THEN_UNSPECIFIED',
  /**
   * They move at their next Route. The default.
   */
  DRAIN_THEN_MOVE: 'DRAIN_THEN_MOVE',
  /**
   * They end.
   */
  DRAIN_THEN_EXPIRE: 'DRAIN_THEN_EXPIRE',
  /**
   * They stay, and their Routes wait up to the pool's `hold_for`, until undrain.
   */
  DRAIN_THEN_HOLD: 'DRAIN_THEN_HOLD',
} as const;

/**
 * What happens at the deadline to the sessions that are still there.
 */
export type DrainThen =
  | 'DRAIN_THEN_UNSPECIFIED'
  | 0
  /**
   * They move at their next Route. The default.
   */
  | 'DRAIN_THEN_MOVE'
  | 1
  /**
   * They end.
   */
  | 'DRAIN_THEN_EXPIRE'
  | 2
  /**
   * They stay, and their Routes wait up to the pool's `hold_for`, until undrain.
   */
  | 'DRAIN_THEN_HOLD'
  | 3

/**
 * What happens at the deadline to the sessions that are still there.
 */
export type DrainThen__Output = typeof DrainThen[keyof typeof DrainThen]
