// Original file: proto/lb/v1/types.proto

/**
 * What a session's cookie looks like.
 */
export const CookieFormat = {
  COOKIE_FORMAT_UNSPECIFIED: 'COOKIE_FORMAT_UNSPECIFIED',
  /**
   * One cookie that proves itself: `<id>.<backend>.<incarnation>.<generation>.<issued>.<key id>.<mac>`. It brings its
   * session back where lbd has lost the row. `issued` is seconds since the Unix epoch in base 36; `mac` the first 22
   * characters of base64url(HMAC-SHA-256(key, `<pool>.` and all fields before it)). The default.
   */
  COOKIE_FORMAT_SIGNED: 'COOKIE_FORMAT_SIGNED',
  /**
   * Two cookies, `session_id=<id>` and `backend=<backend>`, unsigned: lbd's table decides, and a client that names
   * another backend is an affinity violation.
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
   * One cookie that proves itself: `<id>.<backend>.<incarnation>.<generation>.<issued>.<key id>.<mac>`. It brings its
   * session back where lbd has lost the row. `issued` is seconds since the Unix epoch in base 36; `mac` the first 22
   * characters of base64url(HMAC-SHA-256(key, `<pool>.` and all fields before it)). The default.
   */
  | 'COOKIE_FORMAT_SIGNED'
  | 1
  /**
   * Two cookies, `session_id=<id>` and `backend=<backend>`, unsigned: lbd's table decides, and a client that names
   * another backend is an affinity violation.
   */
  | 'COOKIE_FORMAT_PLAIN'
  | 2

/**
 * What a session's cookie looks like.
 */
export type CookieFormat__Output = typeof CookieFormat[keyof typeof CookieFormat]
