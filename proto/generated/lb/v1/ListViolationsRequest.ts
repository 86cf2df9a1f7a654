// Original file: proto/lb/v1/admin.proto


export interface ListViolationsRequest {
  /**
   * Empty for all pools.
   */
  'pool'?: (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size'?: (number);
}

export interface ListViolationsRequest__Output {
  /**
   * Empty for all pools.
   */
  'pool': (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size': (number);
}
