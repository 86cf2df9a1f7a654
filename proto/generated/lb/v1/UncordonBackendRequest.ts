// Original file: proto/lb/v1/admin.proto


export interface UncordonBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  'reason'?: (string);
}

export interface UncordonBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  'reason': (string);
}
