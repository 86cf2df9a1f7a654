import type { Metadata } from '@grpc/grpc-js';
import { loadContract } from './contract.ts';
import type { ProtoGrpcType as DetailsContract } from './generated/error_details.ts';
import type { Status__Output, Status as StatusMessage } from './generated/google/rpc/Status.ts';
import type { ProtoGrpcType as StatusContract } from './generated/status.ts';

/** What a refusal says to machines. */
export interface ErrorDetails {
  /** UPPER_SNAKE, e.g. `INVALID_SESSION_ID`. */
  readonly reason: string;
  /** Facts: `field`, `position` and so on. */
  readonly metadata: Readonly<Record<string, string>>;
  /** When to repeat the call; null where repeating it as it is can't help. */
  readonly retryDelayMs: number | null;
}

/** Who coined the reasons. */
export const errorDomain = 'lb.v1';
/** The trailer that carries an encoded google.rpc.Status. */
const trailer = 'grpc-status-details-bin';
const typeUrl = 'type.googleapis.com/google.rpc.';

const { google } = loadContract<StatusContract & DetailsContract>(
  'google/rpc/status.proto',
  'google/rpc/error_details.proto',
);
const { Status, ErrorInfo, RetryInfo } = google.rpc;

/** A failure as a message: what one item of many answers. */
export function statusMessage(code: number, message: string, details: ErrorDetails): StatusMessage {
  const { reason, metadata, retryDelayMs } = details;
  const info = ErrorInfo.serialize({ reason, domain: errorDomain, metadata });
  const packed = [{ type_url: `${typeUrl}ErrorInfo`, value: info }];
  if (retryDelayMs !== null) {
    const seconds = Math.floor(retryDelayMs / 1_000);
    const nanos = (retryDelayMs - seconds * 1_000) * 1_000_000;
    packed.push({ type_url: `${typeUrl}RetryInfo`, value: RetryInfo.serialize({ retry_delay: { seconds, nanos } }) });
  }
  return { code, message, details: packed };
}

/** Adds `details` to a failing call's trailers. */
export function writeErrorDetails(trailers: Metadata, code: number, message: string, details: ErrorDetails): void {
  trailers.set(trailer, Status.serialize(statusMessage(code, message, details)));
}

/** What a failed call's trailers say; undefined when lbd did not write them (e.g. the connection broke). */
export function readErrorDetails(trailers: Metadata | undefined): ErrorDetails | undefined {
  const [encoded] = trailers?.get(trailer) ?? [];
  return Buffer.isBuffer(encoded) ? detailsOfStatus(Status.deserialize(encoded)) : undefined;
}

/** The same of an item's failure. */
export function detailsOfStatus({ details }: Status__Output): ErrorDetails | undefined {
  let found: ErrorDetails | undefined;
  let retryDelayMs: number | null = null;
  for (const { type_url: type, value } of details) {
    if (type === `${typeUrl}ErrorInfo`) {
      const { reason, domain, metadata } = ErrorInfo.deserialize(value);
      if (domain === errorDomain) found = { reason, metadata, retryDelayMs: null };
    } else if (type === `${typeUrl}RetryInfo`) {
      const delay = RetryInfo.deserialize(value).retry_delay;
      if (delay !== null) retryDelayMs = delay.seconds * 1_000 + delay.nanos / 1_000_000;
    }
  }
  return found && { ...found, retryDelayMs };
}
