// Original file: proto/lb/v1/routing.proto


export interface ReportOutcomeResponse {
}

export interface ReportOutcomeResponse__Output {
}
