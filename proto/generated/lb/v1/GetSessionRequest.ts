// Original file: proto/lb/v1/admin.proto


export interface GetSessionRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'session_id'?: (string);
}

export interface GetSessionRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'session_id': (string);
}
