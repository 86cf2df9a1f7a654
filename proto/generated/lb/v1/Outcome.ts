// Original file: proto/lb/v1/types.proto

/**
 * What became of a session at this Route.
 */
export const Outcome = {
  OUTCOME_UNSPECIFIED: 'OUTCOME_UNSPECIFIED',
  /**
   * The session was at home already; nothing changed but its last-active time.
   */
  OUTCOME_KEPT: 'OUTCOME_KEPT',
  /**
   * The session had no home and got one; generation is 1.
   */
  OUTCOME_ASSIGNED: 'OUTCOME_ASSIGNED',
  /**
   * The session's home could not keep it; it has another one now, and a generation more.
   */
  OUTCOME_MOVED: 'OUTCOME_MOVED',
} as const;

/**
 * What became of a session at this Route.
 */
export type Outcome =
  | 'OUTCOME_UNSPECIFIED'
  | 0
  /**
   * The session was at home already; nothing changed but its last-active time.
   */
  | 'OUTCOME_KEPT'
  | 1
  /**
   * The session had no home and got one; generation is 1.
   */
  | 'OUTCOME_ASSIGNED'
  | 2
  /**
   * The session's home could not keep it; it has another one now, and a generation more.
   */
  | 'OUTCOME_MOVED'
  | 3

/**
 * What became of a session at this Route.
 */
export type Outcome__Output = typeof Outcome[keyof typeof Outcome]
