// Original file: proto/lb/v1/admin.proto


export interface ListSessionsRequest {
  /**
   * Empty for all pools.
   */
  'pool'?: (string);
  /**
   * `backend = "api-1"`; empty for all.
   */
  'filter'?: (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size'?: (number);
  'page_token'?: (string);
}

export interface ListSessionsRequest__Output {
  /**
   * Empty for all pools.
   */
  'pool': (string);
  /**
   * `backend = "api-1"`; empty for all.
   */
  'filter': (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size': (number);
  'page_token': (string);
}
