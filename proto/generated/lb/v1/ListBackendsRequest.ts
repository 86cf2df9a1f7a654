// Original file: proto/lb/v1/admin.proto


export interface ListBackendsRequest {
  /**
   * Empty for all pools.
   */
  'pool'?: (string);
}

export interface ListBackendsRequest__Output {
  /**
   * Empty for all pools.
   */
  'pool': (string);
}
