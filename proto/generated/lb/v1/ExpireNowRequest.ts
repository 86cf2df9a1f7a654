// Original file: proto/lb/v1/admin.proto


export interface ExpireNowRequest {
  /**
   * With session_id and backend_id empty is `default`; with all, empty is every pool.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  /**
   * Must be true.
   */
  'all'?: (boolean);
  /**
   * Answer the count, end nothing.
   */
  'validate_only'?: (boolean);
  'reason'?: (string);
  /**
   * Exactly one of the following says which.
   */
  'target'?: "session_id"|"backend_id"|"all";
}

export interface ExpireNowRequest__Output {
  /**
   * With session_id and backend_id empty is `default`; with all, empty is every pool.
   */
  'pool': (string);
  'session_id'?: (string);
  'backend_id'?: (string);
  /**
   * Must be true.
   */
  'all'?: (boolean);
  /**
   * Answer the count, end nothing.
   */
  'validate_only': (boolean);
  'reason': (string);
  /**
   * Exactly one of the following says which.
   */
  'target'?: "session_id"|"backend_id"|"all";
}
