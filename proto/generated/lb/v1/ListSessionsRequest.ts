// Original file: proto/lb/v1/admin.proto


export interface ListSessionsRequest {
  /**
   * Empty for all pools.
   */
  'pool'?: (string);
  /**
   * AIP-160 over backend, idle, age, generation, pinned, kept, confirmed, reason, labels.NAME:
   * `backend = "api-1" AND (idle > 5m OR NOT labels.user = "ada")`; empty for all.
   */
  'filter'?: (string);
  /**
   * `idle`, `age`, `generation` or `last_active`, ` desc` behind it for the reverse; empty for slot order.
   * Any but slot order answers one page only.
   */
  'order_by'?: (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size'?: (number);
  'page_token'?: (string);
}

export interface ListSessionsRequest__Output {
  /**
   * Empty for all pools.
   */
  'pool': (string);
  /**
   * AIP-160 over backend, idle, age, generation, pinned, kept, confirmed, reason, labels.NAME:
   * `backend = "api-1" AND (idle > 5m OR NOT labels.user = "ada")`; empty for all.
   */
  'filter': (string);
  /**
   * `idle`, `age`, `generation` or `last_active`, ` desc` behind it for the reverse; empty for slot order.
   * Any but slot order answers one page only.
   */
  'order_by': (string);
  /**
   * 1 to 1,000; 0 is 100; more is 1,000.
   */
  'page_size': (number);
  'page_token': (string);
}
