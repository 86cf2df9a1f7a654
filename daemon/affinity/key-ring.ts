import { hkdfSync, randomBytes } from 'node:crypto';
import type { WallMs } from '../core/model.ts';
import type { MacKey } from './signed-cookie.ts';

/** A key of the ring, as it is kept. What signs is derived from its secret. */
export interface RingKey {
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
  readonly createdAtMs: WallMs;
  /** When another one took its place; null of the active one. Until it is dropped it is accepted. */
  readonly retiredAtMs: WallMs | null;
}

/** The active key first, then those that are only accepted, the latest first. */
export type KeyRing = readonly [RingKey, ...RingKey[]];

export const maxAcceptedKeys = 4;
const idChars = 6;

export function newKey(nowMs: WallMs): RingKey {
  const id = Array.from(randomBytes(idChars), (byte) => (byte % 36).toString(36)).join('');
  return { id, secret: randomBytes(32), createdAtMs: nowMs, retiredAtMs: null };
}

/** The ring with a new active key. @param keptFromMs accepted keys that were retired before are dropped */
export function rotated([active, ...accepted]: KeyRing, nowMs: WallMs, keptFromMs: WallMs): KeyRing {
  const kept = accepted.filter(({ retiredAtMs }) => retiredAtMs !== null && retiredAtMs >= keptFromMs);
  const retired = { ...active, retiredAtMs: nowMs };
  return [newKey(nowMs), ...(nowMs >= keptFromMs ? [retired] : []), ...kept];
}

/** What signs and verifies cookies: one purpose, one key (RFC 5869), so that a proxy's copy is good for nothing else. */
export function cookieMacKey({ id, secret }: RingKey): MacKey {
  return { id, secret: new Uint8Array(hkdfSync('sha256', secret, '', 'lbd cookie', 32)) };
}
