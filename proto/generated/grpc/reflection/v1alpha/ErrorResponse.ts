// Original file: proto/grpc/reflection/v1alpha/reflection.proto


export interface ErrorResponse {
  /**
   * A gRPC status code.
   */
  'error_code'?: (number);
  'error_message'?: (string);
}

export interface ErrorResponse__Output {
  /**
   * A gRPC status code.
   */
  'error_code': (number);
  'error_message': (string);
}
