// Original file: proto/lb/v1/admin.proto


export interface BackupChunk {
  'data'?: (Buffer | Uint8Array | string);
}

export interface BackupChunk__Output {
  'data': (Buffer);
}
