// Original file: proto/lb/v1/admin.proto


export interface ExpireNowRequest {
  /**
   * With session_id and backend_id empty is `default`; otherwise empty is every pool.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  /**
   * Must be true. Every session, of `pool` where one is named.
   */
  'all'?: (boolean);
  /**
   * As in ListSessions.
   */
  'filter'?: (string);
  /**
   * Answer the count, end nothing.
   */
  'validate_only'?: (boolean);
  'reason'?: (string);
  /**
   * Exactly one of the following says which.
   */
  'target'?: "session_id"|"backend_id"|"all"|"filter";
}

export interface ExpireNowRequest__Output {
  /**
   * With session_id and backend_id empty is `default`; otherwise empty is every pool.
   */
  'pool': (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  /**
   * Must be true. Every session, of `pool` where one is named.
   */
  'all'?: (boolean);
  /**
   * As in ListSessions.
   */
  'filter'?: (string);
  /**
   * Answer the count, end nothing.
   */
  'validate_only': (boolean);
  'reason': (string);
  /**
   * Exactly one of the following says which.
   */
  'target'?: "session_id"|"backend_id"|"all"|"filter";
}
