// Original file: proto/lb/v1/types.proto

/**
 * When a browser sends the session's cookie with requests that other sites made it send.
 */
export const SameSite = {
  SAME_SITE_UNSPECIFIED: 'SAME_SITE_UNSPECIFIED',
  /**
   * Only when the user goes there. The default.
   */
  SAME_SITE_LAX: 'SAME_SITE_LAX',
  SAME_SITE_STRICT: 'SAME_SITE_STRICT',
  /**
   * Always; needs cookie_always_secure.
   */
  SAME_SITE_NONE: 'SAME_SITE_NONE',
} as const;

/**
 * When a browser sends the session's cookie with requests that other sites made it send.
 */
export type SameSite =
  | 'SAME_SITE_UNSPECIFIED'
  | 0
  /**
   * Only when the user goes there. The default.
   */
  | 'SAME_SITE_LAX'
  | 1
  | 'SAME_SITE_STRICT'
  | 2
  /**
   * Always; needs cookie_always_secure.
   */
  | 'SAME_SITE_NONE'
  | 3

/**
 * When a browser sends the session's cookie with requests that other sites made it send.
 */
export type SameSite__Output = typeof SameSite[keyof typeof SameSite]
