// Original file: proto/lb/v1/admin.proto


export interface InspectCookieRequest {
  /**
   * Empty is `default`: a cookie counts in its own pool only.
   */
  'pool'?: (string);
  /**
   * The cookie's value, without its name.
   */
  'value'?: (string);
}

export interface InspectCookieRequest__Output {
  /**
   * Empty is `default`: a cookie counts in its own pool only.
   */
  'pool': (string);
  /**
   * The cookie's value, without its name.
   */
  'value': (string);
}
