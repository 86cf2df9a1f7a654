// Original file: proto/lb/v1/admin.proto


export interface DeletePoolRequest {
  'name'?: (string);
  'etag'?: (string);
}

export interface DeletePoolRequest__Output {
  'name': (string);
  'etag': (string);
}
