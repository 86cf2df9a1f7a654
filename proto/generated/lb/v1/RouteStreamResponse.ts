// Original file: proto/lb/v1/routing.proto

import type { RouteResult as _lb_v1_RouteResult, RouteResult__Output as _lb_v1_RouteResult__Output } from '../../lb/v1/RouteResult.ts';
import type { Long } from '@grpc/proto-loader';

export interface RouteStreamResponse {
  'sequence'?: (number | string | Long);
  /**
   * One a route, in the order of the routes.
   */
  'results'?: (_lb_v1_RouteResult)[];
}

export interface RouteStreamResponse__Output {
  'sequence': (number);
  /**
   * One a route, in the order of the routes.
   */
  'results': (_lb_v1_RouteResult__Output)[];
}
