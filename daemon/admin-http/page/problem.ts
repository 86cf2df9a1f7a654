import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { LbError, type LbErrorKind } from '../../core/errors.ts';
import { answer } from '../answer.ts';
import { securityHeaders } from './security-headers.ts';

// A kind without a row here does not compile.
const statusOf = {
  'invalid-argument': 400,
  'invalid-session-id': 400,
  'pool-not-found': 404,
  'backend-not-found': 404,
  'session-not-found': 404,
  'pool-exists': 409,
  'backend-exists': 409,
  'pool-holds-backends': 409,
  'pool-is-default': 409,
  'backend-holds-sessions': 409,
  'wrong-state': 409,
  'etag-mismatch': 409,
  'no-eligible-backend': 503,
  'pool-full': 503,
  'home-unavailable': 503,
  'journal-truncated': 410,
  'slow-watcher': 503,
  'session-table-full': 503,
  'store-unavailable': 503,
  'shutting-down': 503,
  cancelled: 499,
  unauthenticated: 401,
  'permission-denied': 403,
} as const satisfies Record<LbErrorKind, number>;

/** A request that the page's API does not take, before any service was asked. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly reason: string;

  /** @param message what is wrong, and what to do next */
  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

export type ProblemLog = (level: 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** How a failure looks: `{"error": {"reason", "message"}}`. What is a bug is told to the log only, under a number. */
export function answerProblem(response: ServerResponse, error: unknown, log: ProblemLog): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, reason, message } = problemOf(error, log);
  const retry = status === 503 ? { 'retry-after': '1' } : {};
  const connection = status === 413 ? { connection: 'close' } : {};
  answerJson(response, status, { error: { reason, message } }, { ...retry, ...connection });
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  answer(response, status, text, 'application/json; charset=utf-8', { ...securityHeaders, ...headers });
}

function problemOf(error: unknown, log: ProblemLog): Pick<Refused, 'status' | 'reason' | 'message'> {
  if (error instanceof Refused) return error;
  if (error instanceof LbError) {
    const reason = error.kind.toUpperCase().replaceAll('-', '_');
    return { status: statusOf[error.kind], reason, message: error.message };
  }
  const number = randomBytes(4).toString('hex');
  log('error', 'admin-http-internal-error', { number, error });
  return {
    status: 500,
    reason: 'INTERNAL',
    message: `lbd has a bug; its log tells the cause under number ${number}`,
  };
}
