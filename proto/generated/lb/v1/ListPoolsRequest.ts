// Original file: proto/lb/v1/admin.proto


export interface ListPoolsRequest {
}

export interface ListPoolsRequest__Output {
}
