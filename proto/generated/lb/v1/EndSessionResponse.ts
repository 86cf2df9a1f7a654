// Original file: proto/lb/v1/routing.proto


export interface EndSessionResponse {
  /**
   * True when there was a session to end.
   */
  'ended'?: (boolean);
}

export interface EndSessionResponse__Output {
  /**
   * True when there was a session to end.
   */
  'ended': (boolean);
}
