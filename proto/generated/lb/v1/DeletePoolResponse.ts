// Original file: proto/lb/v1/admin.proto


export interface DeletePoolResponse {
}

export interface DeletePoolResponse__Output {
}
