// Original file: proto/lb/v1/admin.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../google/protobuf/Timestamp.ts';

export interface CookieKey {
  'id'?: (string);
  /**
   * It signs; the others are accepted.
   */
  'active'?: (boolean);
  'create_time'?: (_google_protobuf_Timestamp | null);
  /**
   * When another one took its place; absent of the active one.
   */
  'retire_time'?: (_google_protobuf_Timestamp | null);
  /**
   * The key of the HMAC: 32 bytes in base64. Only ExportKeys answers it.
   */
  'secret'?: (string);
}

export interface CookieKey__Output {
  'id': (string);
  /**
   * It signs; the others are accepted.
   */
  'active': (boolean);
  'create_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * When another one took its place; absent of the active one.
   */
  'retire_time': (_google_protobuf_Timestamp__Output | null);
  /**
   * The key of the HMAC: 32 bytes in base64. Only ExportKeys answers it.
   */
  'secret': (string);
}
