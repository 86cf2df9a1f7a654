// Original file: proto/lb/v1/admin.proto


export interface DeleteBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  /**
   * Remove it though it holds sessions: they move at their next Route.
   */
  'force'?: (boolean);
  'etag'?: (string);
}

export interface DeleteBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  /**
   * Remove it though it holds sessions: they move at their next Route.
   */
  'force': (boolean);
  'etag': (string);
}
