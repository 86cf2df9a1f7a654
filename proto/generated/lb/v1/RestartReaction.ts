// Original file: proto/lb/v1/types.proto

/**
 * What another process behind the same backend id means.
 */
export const RestartReaction = {
  RESTART_REACTION_UNSPECIFIED: 'RESTART_REACTION_UNSPECIFIED',
  /**
   * What the old process remembered is gone: its sessions move. The default.
   */
  RESTART_REACTION_BREAK: 'RESTART_REACTION_BREAK',
  /**
   * The process keeps its state elsewhere: its sessions stay.
   */
  RESTART_REACTION_KEEP: 'RESTART_REACTION_KEEP',
} as const;

/**
 * What another process behind the same backend id means.
 */
export type RestartReaction =
  | 'RESTART_REACTION_UNSPECIFIED'
  | 0
  /**
   * What the old process remembered is gone: its sessions move. The default.
   */
  | 'RESTART_REACTION_BREAK'
  | 1
  /**
   * The process keeps its state elsewhere: its sessions stay.
   */
  | 'RESTART_REACTION_KEEP'
  | 2

/**
 * What another process behind the same backend id means.
 */
export type RestartReaction__Output = typeof RestartReaction[keyof typeof RestartReaction]
