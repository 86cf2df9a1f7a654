// Original file: proto/lb/v1/admin.proto


export interface UndrainBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  'reason'?: (string);
}

export interface UndrainBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  'reason': (string);
}
