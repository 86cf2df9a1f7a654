import { hash } from 'node:crypto';
import type { PoolName, SessionId, SessionKey } from './model.ts';

/**
 * The key of a session: SHA-256 of a secret prefix, the pool and the id, cut to 128 bits. Cutting takes away what a
 * length extension would need, so no HMAC is due.
 *
 * @param secret 22 characters of base64url; with a short id the whole message fits one block
 */
export function sessionKey(secret: string, pool: PoolName, sessionId: SessionId): SessionKey {
  // A pool's name holds no line feed and an id no control character: no two pairs share a message.
  const digest = hash('sha256', `${secret}${pool}\n${sessionId}`, 'binary');
  return { k0: word(digest, 0), k1: word(digest, 4), k2: word(digest, 8), k3: word(digest, 12) };
}

/** A 64-bit fingerprint of a text, for placing things: the same in every process, whatever the secret. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

export function fingerprint(text: string): Fingerprint {
  const digest = hash('sha256', text, 'binary');
  return { high: word(digest, 0), low: word(digest, 4) };
}

/**
 * A number in (0, 1) with 53 bits, never 0 or 1, that mixes two fingerprints.
 *
 * @see MurmurHash3 by Austin Appleby, public domain: its 32-bit finalizer, applied twice, each fed by the other
 */
export function unitInterval(a: Fingerprint, b: Fingerprint): number {
  const x = finalize(a.high ^ b.low);
  const y = finalize(a.low ^ b.high ^ x);
  const z = finalize(x ^ y ^ 0x9e3779b9);
  return ((z >>> 0) * 2 ** 20 + (y >>> 12) + 0.5) / 2 ** 52;
}

/** A draw of chance in [0, 1), the same for the same numbers: 32 bits of the finalizer over a Weyl sequence. */
export function draw(seed: number, turn: number, nth: number): number {
  const mixed = finalize(finalize(seed ^ Math.imul(turn + 1, 0x9e3779b9)) ^ Math.imul(nth + 1, 0x85ebca6b));
  return (mixed >>> 0) / 2 ** 32;
}

function finalize(word32: number): number {
  let h = word32;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** `~` and the first 72 bits of the key in base64url: a name for people that tells nothing of the id. */
export function handleOf({ k0, k1, k2 }: SessionKey): string {
  return `~${fourOf(k0 >>> 8)}${fourOf(((k0 & 0xff) << 16) | (k1 >>> 16))}${fourOf(((k1 & 0xffff) << 8) | (k2 >>> 24))}`;
}

/** 24 bits as four characters. */
function fourOf(bits: number): string {
  return (
    base64url[bits >>> 18]! + base64url[(bits >>> 12) & 63]! + base64url[(bits >>> 6) & 63]! + base64url[bits & 63]!
  );
}

function word(digest: string, at: number): number {
  return (
    (digest.charCodeAt(at) << 24) |
    (digest.charCodeAt(at + 1) << 16) |
    (digest.charCodeAt(at + 2) << 8) |
    digest.charCodeAt(at + 3)
  );
}
