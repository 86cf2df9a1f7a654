// Original file: proto/lb/v1/admin.proto


export interface CordonBackendRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  'reason'?: (string);
}

export interface CordonBackendRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  'reason': (string);
}
