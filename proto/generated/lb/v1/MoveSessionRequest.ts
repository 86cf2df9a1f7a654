// Original file: proto/lb/v1/admin.proto


export interface MoveSessionRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'session_id'?: (string);
  'to_backend_id'?: (string);
  'reason'?: (string);
}

export interface MoveSessionRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'session_id': (string);
  'to_backend_id': (string);
  'reason': (string);
}
