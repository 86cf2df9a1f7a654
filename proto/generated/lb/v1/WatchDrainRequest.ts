// Original file: proto/lb/v1/admin.proto


export interface WatchDrainRequest {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
}

export interface WatchDrainRequest__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
}
