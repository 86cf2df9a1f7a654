// Original file: proto/lb/v1/routing.proto


export interface HttpRequest {
  'method'?: (string);
  'path'?: (string);
  'host'?: (string);
}

export interface HttpRequest__Output {
  'method': (string);
  'path': (string);
  'host': (string);
}
