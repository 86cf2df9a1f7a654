// Original file: proto/lb/v1/admin.proto


export interface PinSessionRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'session_id'?: (string);
  /**
   * Also on a draining backend.
   */
  'force'?: (boolean);
  'reason'?: (string);
}

export interface PinSessionRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'session_id': (string);
  /**
   * Also on a draining backend.
   */
  'force': (boolean);
  'reason': (string);
}
