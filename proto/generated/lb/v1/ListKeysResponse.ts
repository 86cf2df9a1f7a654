// Original file: proto/lb/v1/admin.proto

import type { CookieKey as _lb_v1_CookieKey, CookieKey__Output as _lb_v1_CookieKey__Output } from '../../lb/v1/CookieKey.ts';

export interface ListKeysResponse {
  'keys'?: (_lb_v1_CookieKey)[];
}

export interface ListKeysResponse__Output {
  'keys': (_lb_v1_CookieKey__Output)[];
}
