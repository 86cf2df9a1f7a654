// Original file: proto/lb/v1/types.proto

/**
 * What becomes of a session whose home can't keep it.
 */
export const Reaction = {
  REACTION_UNSPECIFIED: 'REACTION_UNSPECIFIED',
  /**
   * It moves to another backend at its next Route. The default.
   */
  REACTION_REDISTRIBUTE: 'REACTION_REDISTRIBUTE',
  /**
   * Its Route is refused with UNAVAILABLE until its home is back, or the session ends.
   */
  REACTION_REFUSE: 'REACTION_REFUSE',
  /**
   * Its Route waits up to `hold_for` for its home, then it moves.
   */
  REACTION_HOLD: 'REACTION_HOLD',
} as const;

/**
 * What becomes of a session whose home can't keep it.
 */
export type Reaction =
  | 'REACTION_UNSPECIFIED'
  | 0
  /**
   * It moves to another backend at its next Route. The default.
   */
  | 'REACTION_REDISTRIBUTE'
  | 1
  /**
   * Its Route is refused with UNAVAILABLE until its home is back, or the session ends.
   */
  | 'REACTION_REFUSE'
  | 2
  /**
   * Its Route waits up to `hold_for` for its home, then it moves.
   */
  | 'REACTION_HOLD'
  | 3

/**
 * What becomes of a session whose home can't keep it.
 */
export type Reaction__Output = typeof Reaction[keyof typeof Reaction]
