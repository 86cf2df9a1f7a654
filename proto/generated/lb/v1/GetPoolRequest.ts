// Original file: proto/lb/v1/admin.proto


export interface GetPoolRequest {
  /**
   * Empty is `default`.
   */
  'name'?: (string);
}

export interface GetPoolRequest__Output {
  /**
   * Empty is `default`.
   */
  'name': (string);
}
