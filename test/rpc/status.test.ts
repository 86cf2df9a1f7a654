import { status } from '@grpc/grpc-js';
import { describe, expect, test } from 'vitest';
import { invalid, LbError, type LbErrorKind } from '../../daemon/core/errors.ts';
import { refusalOf } from '../../daemon/rpc/status.ts';
import { readErrorDetails } from '../../proto/error-details.ts';
import type { Line } from './a-server.ts';

function refused(error: unknown) {
  const lines: Line[] = [];
  const refusal = refusalOf(error, 'Route', (level, event, fields) => lines.push({ level, event, fields }));
  return { ...refusal, info: readErrorDetails(refusal.metadata), lines };
}

describe('an error', () => {
  const rows: [LbErrorKind, status, string, number | null][] = [
    ['invalid-argument', status.INVALID_ARGUMENT, 'INVALID_ARGUMENT', null],
    ['invalid-session-id', status.INVALID_ARGUMENT, 'INVALID_SESSION_ID', null],
    ['pool-not-found', status.NOT_FOUND, 'POOL_NOT_FOUND', null],
    ['backend-not-found', status.NOT_FOUND, 'BACKEND_NOT_FOUND', null],
    ['session-not-found', status.NOT_FOUND, 'SESSION_NOT_FOUND', null],
    ['pool-exists', status.ALREADY_EXISTS, 'POOL_EXISTS', null],
    ['backend-exists', status.ALREADY_EXISTS, 'BACKEND_EXISTS', null],
    ['pool-holds-backends', status.FAILED_PRECONDITION, 'POOL_HOLDS_BACKENDS', null],
    ['pool-is-default', status.FAILED_PRECONDITION, 'POOL_IS_DEFAULT', null],
    ['backend-holds-sessions', status.FAILED_PRECONDITION, 'BACKEND_HOLDS_SESSIONS', null],
    ['wrong-state', status.FAILED_PRECONDITION, 'WRONG_STATE', null],
    ['etag-mismatch', status.ABORTED, 'ETAG_MISMATCH', null],
    ['no-eligible-backend', status.UNAVAILABLE, 'NO_ELIGIBLE_BACKEND', 1_000],
    ['pool-full', status.RESOURCE_EXHAUSTED, 'POOL_FULL', null],
    ['home-unavailable', status.UNAVAILABLE, 'HOME_UNAVAILABLE', 1_000],
    ['journal-truncated', status.OUT_OF_RANGE, 'JOURNAL_TRUNCATED', null],
    ['slow-watcher', status.RESOURCE_EXHAUSTED, 'SLOW_WATCHER', null],
    ['session-table-full', status.RESOURCE_EXHAUSTED, 'SESSION_TABLE_FULL', null],
    ['store-unavailable', status.UNAVAILABLE, 'STORE_UNAVAILABLE', 1_000],
    ['shutting-down', status.UNAVAILABLE, 'SHUTTING_DOWN', 1_000],
    ['cancelled', status.CANCELLED, 'CANCELLED', null],
  ];

  test.each(rows)('%s is code %d, reason %s', (kind, code, reason, retryDelayMs) => {
    const { code: got, details, info, lines } = refused(new LbError(kind, 'why', { metadata: { pool: 'blue' } }));
    expect({ code: got, details, info }).toEqual({
      code,
      details: 'why',
      info: { reason, metadata: { pool: 'blue' }, retryDelayMs },
    });
    expect(lines).toEqual([]);
  });

  test('about a field names its path', () => {
    expect(refused(invalid('backend.weight', 'must be 0 to 1,000, not 1001'))).toMatchObject({
      details: 'backend.weight: must be 0 to 1,000, not 1001',
      info: { reason: 'INVALID_ARGUMENT', metadata: { field: 'backend.weight' } },
    });
  });

  test('that is a bug tells its cause to the log only, under one number', () => {
    const bug = new TypeError('secret is undefined');
    const { code, details, info, metadata, lines } = refused(bug);

    expect(code).toBe(status.INTERNAL);
    const number = info?.metadata.number;
    expect(number).toMatch(/^[0-9a-f]{8}$/);
    expect(details).toContain(number);
    expect(JSON.stringify([details, metadata.toJSON(), info])).not.toContain('secret');
    expect(lines).toEqual([
      { level: 'error', event: 'rpc-internal-error', fields: { method: 'Route', number, error: bug } },
    ]);
  });

  test('whose message is not well-formed still reaches the caller', () => {
    const { details } = refused(new LbError('pool-not-found', 'no pool \ud800'));
    expect(encodeURI(details)).toBe(encodeURI('no pool \ufffd'));
  });
});
