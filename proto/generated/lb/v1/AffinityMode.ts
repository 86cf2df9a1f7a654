// Original file: proto/lb/v1/types.proto

/**
 * Who makes the id of a session that comes by HTTP.
 */
export const AffinityMode = {
  AFFINITY_MODE_UNSPECIFIED: 'AFFINITY_MODE_UNSPECIFIED',
  /**
   * lbd, and gives it to the client in a cookie. The default.
   */
  AFFINITY_MODE_ISSUED: 'AFFINITY_MODE_ISSUED',
  /**
   * The backend, in its answer: a cookie or a header of the key sources. lbd binds the session to who made it when the
   * head of the answer comes, and ends it when the backend clears the cookie. An MCP session (`header:Mcp-Session-Id`)
   * ends by DELETE and by a 404 of its home, and is never moved: when its home is gone the client gets 404.
   */
  AFFINITY_MODE_LEARNED: 'AFFINITY_MODE_LEARNED',
} as const;

/**
 * Who makes the id of a session that comes by HTTP.
 */
export type AffinityMode =
  | 'AFFINITY_MODE_UNSPECIFIED'
  | 0
  /**
   * lbd, and gives it to the client in a cookie. The default.
   */
  | 'AFFINITY_MODE_ISSUED'
  | 1
  /**
   * The backend, in its answer: a cookie or a header of the key sources. lbd binds the session to who made it when the
   * head of the answer comes, and ends it when the backend clears the cookie. An MCP session (`header:Mcp-Session-Id`)
   * ends by DELETE and by a 404 of its home, and is never moved: when its home is gone the client gets 404.
   */
  | 'AFFINITY_MODE_LEARNED'
  | 2

/**
 * Who makes the id of a session that comes by HTTP.
 */
export type AffinityMode__Output = typeof AffinityMode[keyof typeof AffinityMode]
