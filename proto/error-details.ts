import type { Metadata } from '@grpc/grpc-js';
import type { ErrorInfo__Output as ErrorInfo } from './generated/google/rpc/ErrorInfo.ts';
import type { RetryInfo__Output as RetryInfo } from './generated/google/rpc/RetryInfo.ts';
import type { Status__Output, Status as StatusMessage } from './generated/google/rpc/Status.ts';
import { decode } from './wire-reader.ts';
import { encode } from './wire-writer.ts';

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

/** A failure as a message: what one item of many answers. */
export function statusMessage(code: number, message: string, details: ErrorDetails): StatusMessage {
  const { reason, metadata, retryDelayMs } = details;
  const info = encode('google.rpc.ErrorInfo', { reason, domain: errorDomain, metadata });
  const packed = [{ type_url: `${typeUrl}ErrorInfo`, value: info }];
  if (retryDelayMs !== null) {
    const seconds = Math.floor(retryDelayMs / 1_000);
    const nanos = (retryDelayMs - seconds * 1_000) * 1_000_000;
    const retry = encode('google.rpc.RetryInfo', { retry_delay: { seconds, nanos } });
    packed.push({ type_url: `${typeUrl}RetryInfo`, value: retry });
  }
  return { code, message, details: packed };
}

/** Adds `details` to a failing call's trailers. */
export function writeErrorDetails(trailers: Metadata, code: number, message: string, details: ErrorDetails): void {
  trailers.set(trailer, encode('google.rpc.Status', statusMessage(code, message, details)));
}

/** What a failed call's trailers say; undefined when lbd did not write them (e.g. the connection broke). */
export function readErrorDetails(trailers: Metadata | undefined): ErrorDetails | undefined {
  const [encoded] = trailers?.get(trailer) ?? [];
  if (!Buffer.isBuffer(encoded)) return undefined;
  return detailsOfStatus(decode('google.rpc.Status', encoded) as unknown as Status__Output);
}

/** The same of an item's failure. */
export function detailsOfStatus({ details }: Status__Output): ErrorDetails | undefined {
  let found: ErrorDetails | undefined;
  let retryDelayMs: number | null = null;
  for (const { type_url: type, value } of details) {
    if (type === `${typeUrl}ErrorInfo`) {
      const { reason, domain, metadata } = decode('google.rpc.ErrorInfo', value) as unknown as ErrorInfo;
      if (domain === errorDomain) found = { reason, metadata, retryDelayMs: null };
    } else if (type === `${typeUrl}RetryInfo`) {
      const delay = (decode('google.rpc.RetryInfo', value) as unknown as RetryInfo).retry_delay;
      if (delay !== null) retryDelayMs = delay.seconds * 1_000 + delay.nanos / 1_000_000;
    }
  }
  return found && { ...found, retryDelayMs };
}
