// Original file: proto/lb/v1/admin.proto


export interface DeleteBackendResponse {
  /**
   * Sessions that lost their home.
   */
  'broken_session_count'?: (number);
}

export interface DeleteBackendResponse__Output {
  /**
   * Sessions that lost their home.
   */
  'broken_session_count': (number);
}
