// Original file: proto/lb/v1/routing.proto

import type { RouteResponse as _lb_v1_RouteResponse, RouteResponse__Output as _lb_v1_RouteResponse__Output } from '../../lb/v1/RouteResponse.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from '../../google/rpc/Status.ts';

export interface RouteResult {
  'response'?: (_lb_v1_RouteResponse | null);
  'error'?: (_google_rpc_Status | null);
  'result'?: "response"|"error";
}

export interface RouteResult__Output {
  'response'?: (_lb_v1_RouteResponse__Output | null);
  'error'?: (_google_rpc_Status__Output | null);
  'result'?: "response"|"error";
}
