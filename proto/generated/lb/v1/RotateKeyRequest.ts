// Original file: proto/lb/v1/admin.proto


export interface RotateKeyRequest {
  /**
   * The old keys are accepted no more: every client gets a new session. For a key that got into wrong hands.
   */
  'drop_others'?: (boolean);
  /**
   * Why, for the journal; at most 256 bytes.
   */
  'reason'?: (string);
}

export interface RotateKeyRequest__Output {
  /**
   * The old keys are accepted no more: every client gets a new session. For a key that got into wrong hands.
   */
  'drop_others': (boolean);
  /**
   * Why, for the journal; at most 256 bytes.
   */
  'reason': (string);
}
