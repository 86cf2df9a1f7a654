// Original file: proto/lb/v1/types.proto

/**
 * How a drain empties a backend.
 */
export const DrainMode = {
  DRAIN_MODE_UNSPECIFIED: 'DRAIN_MODE_UNSPECIFIED',
  /**
   * Sessions leave by their own end; those still there at the deadline move at their next Route. The default.
   */
  DRAIN_MODE_LET_FINISH: 'DRAIN_MODE_LET_FINISH',
  /**
   * Sessions are moved now, idle ones first, at `rate` a second.
   */
  DRAIN_MODE_MOVE: 'DRAIN_MODE_MOVE',
  /**
   * A planned restart: nothing moves, Routes wait up to the pool's `hold_for`; undrain gives all back.
   */
  DRAIN_MODE_HOLD: 'DRAIN_MODE_HOLD',
} as const;

/**
 * How a drain empties a backend.
 */
export type DrainMode =
  | 'DRAIN_MODE_UNSPECIFIED'
  | 0
  /**
   * Sessions leave by their own end; those still there at the deadline move at their next Route. The default.
   */
  | 'DRAIN_MODE_LET_FINISH'
  | 1
  /**
   * Sessions are moved now, idle ones first, at `rate` a second.
   */
  | 'DRAIN_MODE_MOVE'
  | 2
  /**
   * A planned restart: nothing moves, Routes wait up to the pool's `hold_for`; undrain gives all back.
   */
  | 'DRAIN_MODE_HOLD'
  | 3

/**
 * How a drain empties a backend.
 */
export type DrainMode__Output = typeof DrainMode[keyof typeof DrainMode]
