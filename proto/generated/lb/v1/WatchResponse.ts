// Original file: proto/lb/v1/admin.proto

import type { Event as _lb_v1_Event, Event__Output as _lb_v1_Event__Output } from '../../lb/v1/Event.ts';
import type { Long } from '@grpc/proto-loader';

export interface WatchResponse {
  'events'?: (_lb_v1_Event)[];
  /**
   * Everything up to here was sent, what the request left out aside.
   */
  'sequence'?: (number | string | Long);
}

export interface WatchResponse__Output {
  'events': (_lb_v1_Event__Output)[];
  /**
   * Everything up to here was sent, what the request left out aside.
   */
  'sequence': (number);
}
