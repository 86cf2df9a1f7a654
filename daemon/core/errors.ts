/** Every way in which a caller's wish can fail. The wire's codes hang on these kinds (rpc/status). */
export type LbErrorKind =
  | 'invalid-argument'
  | 'invalid-session-id'
  | 'pool-not-found'
  | 'backend-not-found'
  | 'session-not-found'
  | 'pool-exists'
  | 'backend-exists'
  | 'pool-holds-backends'
  | 'pool-is-default'
  | 'backend-holds-sessions'
  | 'wrong-state'
  | 'etag-mismatch'
  | 'no-eligible-backend'
  | 'pool-full'
  | 'home-unavailable'
  | 'journal-truncated'
  | 'slow-watcher'
  | 'session-table-full'
  | 'store-unavailable'
  | 'unauthenticated'
  | 'permission-denied'
  | 'shutting-down'
  | 'cancelled';

/** A failure the caller can act on. Anything else that is thrown is a bug. */
export class LbError extends Error {
  override readonly name = 'LbError';
  readonly kind: LbErrorKind;
  /** Facts for machines: the field's path, the position in a filter, the etag of today. */
  readonly metadata: Readonly<Record<string, string>>;

  constructor(
    kind: LbErrorKind,
    message: string,
    options?: { cause?: unknown; metadata?: Readonly<Record<string, string>> },
  ) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.metadata = options?.metadata ?? {};
  }
}

/** A value at `field` (its path in the request) that lbd does not take. */
export function invalid(field: string, problem: string): LbError {
  return new LbError('invalid-argument', `${field}: ${problem}`, { metadata: { field } });
}
