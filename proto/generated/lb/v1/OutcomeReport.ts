// Original file: proto/lb/v1/routing.proto


export interface OutcomeReport {
  /**
   * Empty is `default`.
   */
  'pool'?: (string);
  'backend_id'?: (string);
  /**
   * Requests that got an answer below 500 since the last report.
   */
  'successes'?: (number);
  /**
   * Connections that failed, and answers from 500 on, since the last success.
   */
  'failures'?: (number);
  /**
   * Requests in flight from this reporter now.
   */
  'in_flight'?: (number);
  /**
   * The boot id the backend answers as X-LB-Instance; empty where it says none.
   */
  'instance'?: (string);
  /**
   * A session this backend served; another home is an affinity violation.
   */
  'session_id'?: (string);
  /**
   * Who reports, so that a report replaces its own last one; empty is the caller's principal.
   */
  'reporter'?: (string);
  '_in_flight'?: "in_flight";
}

export interface OutcomeReport__Output {
  /**
   * Empty is `default`.
   */
  'pool': (string);
  'backend_id': (string);
  /**
   * Requests that got an answer below 500 since the last report.
   */
  'successes': (number);
  /**
   * Connections that failed, and answers from 500 on, since the last success.
   */
  'failures': (number);
  /**
   * Requests in flight from this reporter now.
   */
  'in_flight'?: (number);
  /**
   * The boot id the backend answers as X-LB-Instance; empty where it says none.
   */
  'instance': (string);
  /**
   * A session this backend served; another home is an affinity violation.
   */
  'session_id': (string);
  /**
   * Who reports, so that a report replaces its own last one; empty is the caller's principal.
   */
  'reporter': (string);
  '_in_flight'?: "in_flight";
}
