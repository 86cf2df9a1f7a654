// Original file: proto/lb/v1/admin.proto


export interface StoreStatus {
  /**
   * `sqlite` or `memory`.
   */
  'kind'?: (string);
  /**
   * Where it is; empty for memory.
   */
  'path'?: (string);
  /**
   * False while it can't write; new sessions are then refused, known ones served.
   */
  'writable'?: (boolean);
  /**
   * Why it can't write.
   */
  'error'?: (string);
  /**
   * Changes that wait for their commit.
   */
  'queued'?: (number);
}

export interface StoreStatus__Output {
  /**
   * `sqlite` or `memory`.
   */
  'kind': (string);
  /**
   * Where it is; empty for memory.
   */
  'path': (string);
  /**
   * False while it can't write; new sessions are then refused, known ones served.
   */
  'writable': (boolean);
  /**
   * Why it can't write.
   */
  'error': (string);
  /**
   * Changes that wait for their commit.
   */
  'queued': (number);
}
