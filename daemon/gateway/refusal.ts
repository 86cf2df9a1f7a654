import { LbError, type LbErrorKind } from '../core/errors.ts';
import type { Exchange } from './exchange.ts';

/** An answer of the gateway's own. Never with a cookie: no backend stands behind it. */
export interface Refusal {
  readonly status: number;
  /** For the person at the client. */
  readonly message: string;
  /** The connection can't be trusted any more, or is not worth keeping. */
  readonly closes?: boolean;
  readonly retryAfterSeconds?: number;
  /** Name, value, name, value. */
  readonly headers?: readonly string[];
}

export const badGateway: Refusal = { status: 502, message: 'the backend could not be reached, or broke off' };
export const bodyTooLarge: Refusal = { status: 413, message: 'the body of the request is too large', closes: true };
export const bodyTooSlow: Refusal = { status: 408, message: 'the body of the request came too slowly', closes: true };

export function refuse(
  exchange: Exchange,
  { status, message, closes, retryAfterSeconds, headers = [] }: Refusal,
): void {
  if (exchange.isOver) return;
  if (exchange.status !== 0) {
    exchange.abort(); // an answer has begun: another one can't be given
    return;
  }
  if (closes) exchange.closeAfter();
  const body = Buffer.from(message === '' ? '' : `${message}\n`);
  exchange.respond(status, '', [
    ...(body.length === 0 ? [] : ['content-type', 'text/plain; charset=utf-8']),
    'content-length',
    String(body.length),
    ...(retryAfterSeconds === undefined ? [] : ['retry-after', String(retryAfterSeconds)]),
    'cache-control',
    'no-store',
    ...headers,
  ]);
  if (body.length > 0 && exchange.head.method !== 'HEAD') exchange.write(body);
  exchange.end(null);
}

/** What of lbd's own refusals is temporary; anything else that is thrown is a bug. */
const statuses: Partial<Record<LbErrorKind, readonly [status: number, retryAfterSeconds: number, message: string]>> = {
  'pool-not-found': [404, 0, 'nothing is served here'],
  'session-not-found': [404, 0, 'this session is over: begin a new one'],
  'no-eligible-backend': [503, 1, 'no backend can take the request now'],
  'pool-full': [503, 5, 'every backend is full'],
  'session-table-full': [503, 5, 'no more sessions can be taken now'],
  'home-unavailable': [503, 1, 'the backend of this session can not be reached now'],
  'store-unavailable': [503, 1, 'no new sessions can be taken now'],
  'shutting-down': [503, 1, 'the gateway is stopping'],
};

export function refusalOf(error: unknown): Refusal {
  const [status = 500, seconds = 0, message = 'the gateway failed'] =
    (error instanceof LbError ? statuses[error.kind] : undefined) ?? [];
  return { status, message, ...(seconds > 0 && { retryAfterSeconds: seconds }) };
}
