// Original file: proto/grpc/health/v1/health.proto


export interface HealthCheckRequest {
  /**
   * A service's full name; empty for the server as a whole.
   */
  'service'?: (string);
}

export interface HealthCheckRequest__Output {
  /**
   * A service's full name; empty for the server as a whole.
   */
  'service': (string);
}
