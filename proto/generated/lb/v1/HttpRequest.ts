// Original file: proto/lb/v1/routing.proto


export interface HttpRequest {
  'method'?: (string);
  /**
   * With its query; at most 8 KiB.
   */
  'path'?: (string);
  'host'?: (string);
  /**
   * The Cookie header, at most 8 KiB.
   */
  'cookie'?: (string);
  /**
   * The client came by TLS: cookies are Secure.
   */
  'secure'?: (boolean);
}

export interface HttpRequest__Output {
  'method': (string);
  /**
   * With its query; at most 8 KiB.
   */
  'path': (string);
  'host': (string);
  /**
   * The Cookie header, at most 8 KiB.
   */
  'cookie': (string);
  /**
   * The client came by TLS: cookies are Secure.
   */
  'secure': (boolean);
}
