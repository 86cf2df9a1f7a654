import { timingSafeEqual } from 'node:crypto';
import type { BackendId, PoolName, SessionId, WallMs } from '../core/model.ts';
import { hmacOf } from './hmac.ts';
import { isBackendId } from './session-id-text.ts';

/**
 * The value of a signed cookie: `<id>.<backend>.<incarnation>.<generation>.<issued>.<key id>.<mac>`.
 *
 * `issued` is seconds since the Unix epoch in base 36; `mac` the first 22 characters (132 bits) of the base64url of
 * HMAC-SHA-256 over `<pool>.` and all fields before it. A proxy can check it without lbd.
 */
export interface SignedCookie {
  readonly sessionId: SessionId;
  readonly backendId: BackendId;
  readonly incarnation: number;
  readonly generation: number;
  /** In whole seconds. */
  readonly issuedAtMs: WallMs;
  readonly keyId: string;
}

/** Why a value is as no cookie at all. */
export type CookieFault = 'malformed' | 'bad-mac' | 'unknown-key';

export interface MacKey {
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

const macChars = 22;
const maxChars = 512;
const idText = /^[A-Za-z0-9_-]{1,256}$/;
const countText = /^[1-9][0-9]{0,9}$/;
const secondsText = /^[0-9a-z]{1,9}$/;
const keyIdText = /^[a-z0-9]{1,16}$/;

/** Ids that can stand in a signed cookie: those that lbd makes can. */
export function isSignable(sessionId: SessionId): boolean {
  return idText.test(sessionId);
}

export function signCookie(pool: PoolName, cookie: Omit<SignedCookie, 'keyId'>, key: MacKey): string {
  const { sessionId, backendId, incarnation, generation, issuedAtMs } = cookie;
  const issued = Math.trunc(issuedAtMs / 1000).toString(36);
  const fields = `${sessionId}.${backendId}.${incarnation}.${generation}.${issued}.${key.id}`;
  return `${fields}.${macOf(pool, fields, key)}`;
}

/** @param keyOf the secret of a key id that is still accepted */
export function verifyCookie(
  pool: PoolName,
  value: string,
  keyOf: (id: string) => MacKey | undefined,
): SignedCookie | CookieFault {
  const read = readCookie(value);
  if (read === undefined) return 'malformed';
  const key = keyOf(read.keyId);
  if (key === undefined) return 'unknown-key';
  const end = value.length - macChars;
  const mac = Buffer.from(macOf(pool, value.slice(0, end - 1), key), 'latin1');
  return timingSafeEqual(mac, Buffer.from(value.slice(end), 'latin1')) ? read : 'bad-mac';
}

/** What a value says, whether it is true or not; undefined for what is no such value. */
export function readCookie(value: string): SignedCookie | undefined {
  if (value.length > maxChars) return undefined;
  const fields = value.split('.');
  if (fields.length !== 7) return undefined;
  const [sessionId, backendId, incarnation, generation, issued, keyId, mac] = fields as Seven;
  if (!idText.test(sessionId) || !isBackendId(backendId) || !keyIdText.test(keyId)) return undefined;
  if (!countText.test(incarnation) || !countText.test(generation) || !secondsText.test(issued)) return undefined;
  if (!/^[A-Za-z0-9_-]{22}$/.test(mac)) return undefined;
  return {
    sessionId,
    backendId,
    incarnation: Number(incarnation),
    generation: Number(generation),
    issuedAtMs: Number.parseInt(issued, 36) * 1000,
    keyId,
  };
}

type Seven = [string, string, string, string, string, string, string];

function macOf(pool: PoolName, fields: string, key: MacKey): string {
  return hmacOf(key.secret, `${pool}.${fields}`).slice(0, macChars);
}
