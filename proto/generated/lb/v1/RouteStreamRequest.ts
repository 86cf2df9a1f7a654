// Original file: proto/lb/v1/routing.proto

import type { RouteRequest as _lb_v1_RouteRequest, RouteRequest__Output as _lb_v1_RouteRequest__Output } from '../../lb/v1/RouteRequest.ts';
import type { Long } from '@grpc/proto-loader';

export interface RouteStreamRequest {
  /**
   * Answered as it is.
   */
  'sequence'?: (number | string | Long);
  /**
   * 1 to 1,024.
   */
  'routes'?: (_lb_v1_RouteRequest)[];
}

export interface RouteStreamRequest__Output {
  /**
   * Answered as it is.
   */
  'sequence': (number);
  /**
   * 1 to 1,024.
   */
  'routes': (_lb_v1_RouteRequest__Output)[];
}
