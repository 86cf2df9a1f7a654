import { randomBytes } from 'node:crypto';
import { Metadata, status } from '@grpc/grpc-js';
import { writeErrorDetails } from '../../proto/error-details.ts';
import { LbError, type LbErrorKind } from '../core/errors.ts';
import type { RpcLog } from './log.ts';

/** What grpc-js takes as a call's failure. */
export interface Refusal {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

// A kind without a row here does not compile.
const codeOf = {
  'invalid-argument': status.INVALID_ARGUMENT,
  'invalid-session-id': status.INVALID_ARGUMENT,
  'pool-not-found': status.NOT_FOUND,
  'backend-not-found': status.NOT_FOUND,
  'session-not-found': status.NOT_FOUND,
  'pool-exists': status.ALREADY_EXISTS,
  'backend-exists': status.ALREADY_EXISTS,
  'pool-holds-backends': status.FAILED_PRECONDITION,
  'pool-is-default': status.FAILED_PRECONDITION,
  'backend-holds-sessions': status.FAILED_PRECONDITION,
  'wrong-state': status.FAILED_PRECONDITION,
  'etag-mismatch': status.ABORTED,
  'no-eligible-backend': status.UNAVAILABLE,
  'pool-full': status.RESOURCE_EXHAUSTED,
  'home-unavailable': status.UNAVAILABLE,
  'journal-truncated': status.OUT_OF_RANGE,
  'slow-watcher': status.RESOURCE_EXHAUSTED,
  'session-table-full': status.RESOURCE_EXHAUSTED,
  'store-unavailable': status.UNAVAILABLE,
  'shutting-down': status.UNAVAILABLE,
  cancelled: status.CANCELLED,
} as const satisfies Record<LbErrorKind, status>;

/** Long enough for a probe or a disk to change its mind, short enough that nobody gives up. */
const retryDelayMs = 1_000;

/**
 * How a failure looks on the wire. An LbError tells everything it knows; anything else is a bug, and is told to the
 * log only, under a number that the caller gets too.
 */
export function refusalOf(error: unknown, method: string, log: RpcLog): Refusal {
  if (error instanceof LbError) {
    const code = codeOf[error.kind];
    return refusal(code, reasonOf(error.kind), error.message, error.metadata);
  }
  const number = randomBytes(4).toString('hex');
  log('error', 'rpc-internal-error', { method, number, error });
  return refusal(status.INTERNAL, 'INTERNAL', `lbd has a bug; its log tells the cause under number ${number}`, {
    number,
  });
}

export function refusal(
  code: status,
  reason: string,
  message: string,
  facts: Readonly<Record<string, string>> = {},
): Refusal {
  const details = wellFormed(message);
  const metadata = new Metadata();
  const retry = code === status.UNAVAILABLE ? retryDelayMs : null;
  writeErrorDetails(metadata, code, details, { reason, metadata: facts, retryDelayMs: retry });
  return { code, details, metadata };
}

/** `backend-holds-sessions` is `BACKEND_HOLDS_SESSIONS` to machines. */
function reasonOf(kind: LbErrorKind): string {
  return kind.toUpperCase().replaceAll('-', '_');
}

// A lone surrogate would make the library throw when it escapes the message for the trailer.
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
