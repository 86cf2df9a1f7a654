// Original file: proto/lb/v1/admin.proto


export interface ExportKeysRequest {
}

export interface ExportKeysRequest__Output {
}
