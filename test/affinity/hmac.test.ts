import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacOf } from '../../daemon/affinity/hmac.ts';

test('is what the standard library says, for every key and text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: 'grapheme', maxLength: 300 }), (secret, text) => {
      expect(hmacOf(secret, text)).toBe(createHmac('sha256', secret).update(text).digest('base64url'));
    }),
  );
});

test('takes no key over a block', () => {
  expect(() => hmacOf(new Uint8Array(65), '')).toThrow('a key of 65 bytes is over 64');
});
