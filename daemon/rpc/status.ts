import { randomBytes } from 'node:crypto';
import { Metadata, status } from '@grpc/grpc-js';
import { statusMessage, writeErrorDetails } from '../../proto/error-details.ts';
import type { Status } from '../../proto/generated/google/rpc/Status.ts';
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
  unauthenticated: status.UNAUTHENTICATED,
  'permission-denied': status.PERMISSION_DENIED,
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
  const { code, reason, message, facts } = failureOf(error, method, log);
  return refusal(code, reason, message, facts);
}

/** The same for one item of many. */
export function itemError(error: unknown, method: string, log: RpcLog): Status {
  const { code, reason, message, facts } = failureOf(error, method, log);
  return statusMessage(code, wellFormed(message), { reason, metadata: facts, retryDelayMs: retryDelayOf(code) });
}

export function refusal(
  code: status,
  reason: string,
  message: string,
  facts: Readonly<Record<string, string>> = {},
): Refusal {
  const details = wellFormed(message);
  const metadata = new Metadata();
  writeErrorDetails(metadata, code, details, { reason, metadata: facts, retryDelayMs: retryDelayOf(code) });
  return { code, details, metadata };
}

interface Failure {
  readonly code: status;
  readonly reason: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string>>;
}

function failureOf(error: unknown, method: string, log: RpcLog): Failure {
  if (error instanceof LbError) {
    const { kind, message, metadata } = error;
    return { code: codeOf[kind], reason: reasonOf(kind), message, facts: metadata };
  }
  const number = randomBytes(4).toString('hex');
  log('error', 'rpc-internal-error', { method, number, error });
  const message = `lbd has a bug; its log tells the cause under number ${number}`;
  return { code: status.INTERNAL, reason: 'INTERNAL', message, facts: { number } };
}

function retryDelayOf(code: status): number | null {
  return code === status.UNAVAILABLE ? retryDelayMs : null;
}

/** `backend-holds-sessions` is `BACKEND_HOLDS_SESSIONS` to machines. */
function reasonOf(kind: LbErrorKind): string {
  return kind.toUpperCase().replaceAll('-', '_');
}

// A lone surrogate would make the library throw when it escapes the message for the trailer.
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
