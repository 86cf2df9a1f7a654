// Original file: proto/lb/v1/routing.proto


export interface HttpRequest {
  'method'?: (string);
  /**
   * At most 8 KiB.
   */
  'path'?: (string);
  'host'?: (string);
}

export interface HttpRequest__Output {
  'method': (string);
  /**
   * At most 8 KiB.
   */
  'path': (string);
  'host': (string);
}
