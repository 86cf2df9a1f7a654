// Original file: proto/google/rpc/error_details.proto


/**
 * Why, for machines.
 */
export interface ErrorInfo {
  /**
   * UPPER_SNAKE, e.g. `INVALID_SESSION_ID`.
   */
  'reason'?: (string);
  /**
   * Who coined the reason: `lb.v1`.
   */
  'domain'?: (string);
  /**
   * Facts, e.g. `field`: the path of the field that was refused.
   */
  'metadata'?: ({[key: string]: string});
}

/**
 * Why, for machines.
 */
export interface ErrorInfo__Output {
  /**
   * UPPER_SNAKE, e.g. `INVALID_SESSION_ID`.
   */
  'reason': (string);
  /**
   * Who coined the reason: `lb.v1`.
   */
  'domain': (string);
  /**
   * Facts, e.g. `field`: the path of the field that was refused.
   */
  'metadata': ({[key: string]: string});
}
