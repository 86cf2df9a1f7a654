import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { invalid } from '../core/errors.ts';

/** Where a list goes on. Only the request that made a token can use it, and only unchanged. */
export interface PageTokens {
  /** @param request what the token is bound to: the same texts in the same order */
  write(slot: number, request: readonly string[]): string;
  /**
   * @returns the slot; 0 for an empty token
   * @throws LbError `invalid-argument`
   */
  read(token: string, request: readonly string[]): number;
}

const slotBytes = 4;
const macBytes = 14; // with the slot 24 characters of base64url, without a rest
const tokenLength = ((slotBytes + macBytes) / 3) * 4;

/** @param rootSecret the dataset's 32 bytes; a token outlives a restart, but not its dataset */
export function pageTokens(rootSecret: Uint8Array): PageTokens {
  const key = Buffer.from(hkdfSync('sha256', rootSecret, '', 'lb.v1 page token', 32));
  const macOf = (slot: Buffer, request: readonly string[]) =>
    createHmac('sha256', key).update(slot).update(JSON.stringify(request)).digest().subarray(0, macBytes);
  return {
    write(slot, request) {
      const bytes = Buffer.alloc(slotBytes);
      bytes.writeUInt32BE(slot);
      return Buffer.concat([bytes, macOf(bytes, request)]).toString('base64url');
    },
    read(token, request) {
      if (token === '') return 0;
      const bytes = Buffer.from(token, 'base64url');
      // The decoder skips what is no base64url; only the one true spelling counts.
      if (token.length !== tokenLength || bytes.toString('base64url') !== token) throw malformed();
      const slot = bytes.subarray(0, slotBytes);
      if (!timingSafeEqual(bytes.subarray(slotBytes), macOf(slot, request))) throw malformed();
      return slot.readUInt32BE();
    },
  };
}

function malformed(): Error {
  return invalid('page_token', 'is not one that this list has given, with this pool and filter; begin without one');
}
