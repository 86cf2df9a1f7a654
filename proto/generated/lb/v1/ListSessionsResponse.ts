// Original file: proto/lb/v1/admin.proto

import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from '../../lb/v1/Session.ts';
import type { Long } from '@grpc/proto-loader';

export interface ListSessionsResponse {
  'sessions'?: (_lb_v1_Session)[];
  /**
   * Empty on the last page.
   */
  'next_page_token'?: (string);
  /**
   * The journal's sequence when the page was read.
   */
  'sequence'?: (number | string | Long);
}

export interface ListSessionsResponse__Output {
  'sessions': (_lb_v1_Session__Output)[];
  /**
   * Empty on the last page.
   */
  'next_page_token': (string);
  /**
   * The journal's sequence when the page was read.
   */
  'sequence': (number);
}
