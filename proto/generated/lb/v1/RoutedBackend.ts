// Original file: proto/lb/v1/routing.proto


/**
 * Enough of a backend to connect to it.
 */
export interface RoutedBackend {
  'id'?: (string);
  'address'?: (string);
  'pool'?: (string);
}

/**
 * Enough of a backend to connect to it.
 */
export interface RoutedBackend__Output {
  'id': (string);
  'address': (string);
  'pool': (string);
}
