// Original file: proto/lb/v1/admin.proto

import type { Event as _lb_v1_Event, Event__Output as _lb_v1_Event__Output } from '../../lb/v1/Event.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListEventsResponse {
  'events'?: (_lb_v1_Event)[];
  /**
   * True when more follow: ask again after the last one's sequence.
   */
  'more'?: (boolean);
  /**
   * The oldest sequence the journal keeps.
   */
  'oldest_sequence'?: (number | string | Long);
  /**
   * The newest.
   */
  'sequence'?: (number | string | Long);
}

export interface ListEventsResponse__Output {
  'events': (_lb_v1_Event__Output)[];
  /**
   * True when more follow: ask again after the last one's sequence.
   */
  'more': (boolean);
  /**
   * The oldest sequence the journal keeps.
   */
  'oldest_sequence': (number);
  /**
   * The newest.
   */
  'sequence': (number);
}
