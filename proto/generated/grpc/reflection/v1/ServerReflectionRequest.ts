// Original file: proto/grpc/reflection/v1/reflection.proto

import type { ExtensionRequest as _grpc_reflection_v1_ExtensionRequest, ExtensionRequest__Output as _grpc_reflection_v1_ExtensionRequest__Output } from '../../../grpc/reflection/v1/ExtensionRequest.ts';

export interface ServerReflectionRequest {
  'host'?: (string);
  /**
   * A file by its name, e.g. `lb/v1/routing.proto`.
   */
  'file_by_filename'?: (string);
  /**
   * The file that declares a message, enum, service, method, field or value by its full name.
   */
  'file_containing_symbol'?: (string);
  /**
   * The file that declares an extension.
   */
  'file_containing_extension'?: (_grpc_reflection_v1_ExtensionRequest | null);
  /**
   * The numbers of all extensions of a message.
   */
  'all_extension_numbers_of_type'?: (string);
  /**
   * The full names of all services; the value means nothing.
   */
  'list_services'?: (string);
  'message_request'?: "file_by_filename"|"file_containing_symbol"|"file_containing_extension"|"all_extension_numbers_of_type"|"list_services";
}

export interface ServerReflectionRequest__Output {
  'host': (string);
  /**
   * A file by its name, e.g. `lb/v1/routing.proto`.
   */
  'file_by_filename'?: (string);
  /**
   * The file that declares a message, enum, service, method, field or value by its full name.
   */
  'file_containing_symbol'?: (string);
  /**
   * The file that declares an extension.
   */
  'file_containing_extension'?: (_grpc_reflection_v1_ExtensionRequest__Output | null);
  /**
   * The numbers of all extensions of a message.
   */
  'all_extension_numbers_of_type'?: (string);
  /**
   * The full names of all services; the value means nothing.
   */
  'list_services'?: (string);
  'message_request'?: "file_by_filename"|"file_containing_symbol"|"file_containing_extension"|"all_extension_numbers_of_type"|"list_services";
}
