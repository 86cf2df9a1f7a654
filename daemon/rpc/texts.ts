import { invalid, LbError } from '../core/errors.ts';
import { type BackendId, defaultPool, type PoolName, type SessionId } from '../core/model.ts';
import { quoted } from './quoted.ts';

const maxSessionIdBytes = 256;
const maxReasonBytes = 256;
const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const idWords = '1 to 63 letters, digits, "_" or "-", the first a letter or digit';

// Most ids: no second look, no count of bytes.
const plainSessionId = /^[ -~]{1,256}$/;
// Cc: U+0000 to U+001F and U+007F to U+009F. Cs: halves of a pair, which no UTF-8 can carry back.
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** A session id where one is required. */
export function sessionIdOf(text: string, field = 'session_id'): SessionId {
  if (plainSessionId.test(text)) return text;
  if (text === '') throw invalidSessionId(field, 'is required');
  return oddSessionId(text, field);
}

/** A session id, or '' when the client presents none. */
export function presentedSessionIdOf(text: string, field = 'session_id'): SessionId {
  return text === '' || plainSessionId.test(text) ? text : oddSessionId(text, field);
}

function oddSessionId(text: string, field: string): SessionId {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxSessionIdBytes) {
    throw invalidSessionId(field, `must be at most ${maxSessionIdBytes} bytes, and this one has ${bytes}`);
  }
  if (unprintable.test(text)) throw invalidSessionId(field, `must not hold control characters: ${quoted(text)}`);
  return text;
}

function invalidSessionId(field: string, problem: string): LbError {
  return new LbError('invalid-session-id', `${field}: ${problem}`, { metadata: { field } });
}

/** Empty is `default`. */
export function poolNameOf(text: string, field = 'pool'): PoolName {
  return text === '' ? defaultPool : givenPoolNameOf(text, field);
}

/** Empty is all pools, and stays empty. */
export function poolNameOrAllOf(text: string, field = 'pool'): PoolName | '' {
  return text === '' ? '' : givenPoolNameOf(text, field);
}

export function givenPoolNameOf(text: string, field: string): PoolName {
  if (!idPattern.test(text)) throw invalid(field, `must be ${idWords}, not ${quoted(text)}`);
  return text;
}

export function backendIdOf(text: string, field = 'backend_id'): BackendId {
  if (!idPattern.test(text)) throw invalid(field, `must be ${idWords}, not ${quoted(text)}`);
  return text;
}

export function isBackendId(text: string): boolean {
  return idPattern.test(text);
}

/** Why an operator does something, for the journal. */
export function reasonOf(text: string): string {
  return shortText(text, 'reason', maxReasonBytes);
}

/** At most `maxBytes` of UTF-8, without control characters; may be empty. */
export function shortText(text: string, field: string, maxBytes: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw invalid(field, `must be at most ${maxBytes} bytes, and this one has ${bytes}`);
  if (unprintable.test(text)) throw invalid(field, `must not hold control characters: ${quoted(text)}`);
  return text;
}
