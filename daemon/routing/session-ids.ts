import { randomFillSync } from 'node:crypto';
import type { SessionId } from '../core/model.ts';

const idBytes = 16;
const drawnAtOnce = 256; // ids; a call into the random source costs far more than the bytes

/** Makes session ids: 128 random bits in base64url, beginning with a letter or a digit. */
export function sessionIdSource(): () => SessionId {
  const bytes = Buffer.allocUnsafeSlow(idBytes * drawnAtOnce);
  let at = bytes.length;
  return function next(): SessionId {
    for (;;) {
      if (at === bytes.length) {
        randomFillSync(bytes);
        at = 0;
      }
      const id = bytes.toString('base64url', at, at + idBytes);
      at += idBytes;
      // `-` first would read as a flag on a command line.
      if (id[0] !== '-' && id[0] !== '_') return id;
    }
  };
}
