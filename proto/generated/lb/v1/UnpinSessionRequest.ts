// Original file: proto/lb/v1/admin.proto


export interface UnpinSessionRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'reason'?: (string);
}

export interface UnpinSessionRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'session_id': (string);
  'reason': (string);
}
