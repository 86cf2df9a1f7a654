import type { Metadata } from '@grpc/grpc-js';
import { detailsOfStatus, type ErrorDetails, readErrorDetails } from '../../proto/error-details.ts';
import type { Status__Output } from '../../proto/generated/google/rpc/Status.ts';
import { type StatusName, statusName } from '../exit-codes.ts';

export interface Refusal {
  /** The name of the gRPC status. */
  readonly code: StatusName;
  /** UPPER_SNAKE: lbd's own, e.g. `NO_ELIGIBLE_BACKEND`; where lbd did not speak, what the client found. */
  readonly reason: string;
  readonly message: string;
  /** Facts: `field`, `pool`, `backend` and so on. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly retryDelayMs?: number | null;
}

/** Why a call of the client failed: every promise of it rejects with this, and with nothing else. */
export class LbdError extends Error {
  override readonly name = 'LbdError';
  readonly code: StatusName;
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** When to ask again; null where asking again as it is can't help, or nobody knows. */
  readonly retryDelayMs: number | null;

  constructor({ code, reason, message, metadata = {}, retryDelayMs = null }: Refusal, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.reason = reason;
    this.metadata = metadata;
    this.retryDelayMs = retryDelayMs;
  }
}

/** How a call ends, as the gRPC library tells it. */
export interface CallStatus {
  readonly code: number;
  readonly details: string;
  readonly metadata?: Metadata;
}

export function errorOfCall(call: CallStatus): LbdError {
  return told(call.code, call.details, readErrorDetails(call.metadata), call);
}

/** Of one route among those of a message. */
export function errorOfItem(status: Status__Output): LbdError {
  return told(status.code, status.message, detailsOfStatus(status), status);
}

function told(code: number, message: string, details: ErrorDetails | undefined, cause: unknown): LbdError {
  const name = statusName(code);
  // Without details it was not lbd that spoke: the connection, or a proxy between.
  const reason = name === 'UNAVAILABLE' ? 'UNREACHABLE' : name;
  return new LbdError({ code: name, reason, message, ...details }, { cause });
}
