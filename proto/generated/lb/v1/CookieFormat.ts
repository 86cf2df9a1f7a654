// Original file: proto/lb/v1/types.proto

/**
 * What a session's cookie looks like.
 */
export const CookieFormat = {
  COOKIE_FORMAT_UNSPECIFIED: 'COOKIE_FORMAT_UNSPECIFIED',
  /**
   * Two cookies, `session_id=<id>` and `backend=<backend>`. The default.
   */
  COOKIE_FORMAT_PLAIN: 'COOKIE_FORMAT_PLAIN',
} as const;

/**
 * What a session's cookie looks like.
 */
export type CookieFormat =
  | 'COOKIE_FORMAT_UNSPECIFIED'
  | 0
  /**
   * Two cookies, `session_id=<id>` and `backend=<backend>`. The default.
   */
  | 'COOKIE_FORMAT_PLAIN'
  | 2

/**
 * What a session's cookie looks like.
 */
export type CookieFormat__Output = typeof CookieFormat[keyof typeof CookieFormat]
