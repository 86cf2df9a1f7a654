import { hash } from 'node:crypto';

/** Of SHA-256, in bytes. */
const block = 64;

interface Pads {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
}

const padsOf = new WeakMap<Uint8Array, Pads>();

/**
 * HMAC-SHA-256 in base64url. From two hashes made in one call each: an Hmac object is a thing outside of the heap, and
 * to make and collect one a request costs more than the hashing.
 *
 * @param secret at most 64 bytes
 * @see RFC 2104
 */
export function hmacOf(secret: Uint8Array, text: string): string {
  const { inner, outer } = padsOf.get(secret) ?? padsFor(secret);
  const length = Buffer.byteLength(text);
  const message = Buffer.allocUnsafe(block + length);
  message.set(inner);
  message.write(text, block);
  const digest = hash('sha256', message, 'buffer');
  const wrapped = Buffer.allocUnsafe(block + digest.length);
  wrapped.set(outer);
  wrapped.set(digest, block);
  return hash('sha256', wrapped, 'base64url');
}

function padsFor(secret: Uint8Array): Pads {
  if (secret.length > block) throw new RangeError(`a key of ${secret.length} bytes is over ${block}`);
  const pad = (byte: number): Uint8Array => new Uint8Array(block).map((_, i) => (secret[i] ?? 0) ^ byte);
  const pads = { inner: pad(0x36), outer: pad(0x5c) };
  padsOf.set(secret, pads);
  return pads;
}
