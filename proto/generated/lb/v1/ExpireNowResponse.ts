// Original file: proto/lb/v1/admin.proto


export interface ExpireNowResponse {
  /**
   * Sessions ended, or that would be.
   */
  'count'?: (number);
}

export interface ExpireNowResponse__Output {
  /**
   * Sessions ended, or that would be.
   */
  'count': (number);
}
