// Original file: proto/lb/v1/admin.proto


export interface CreateBackupRequest {
}

export interface CreateBackupRequest__Output {
}
