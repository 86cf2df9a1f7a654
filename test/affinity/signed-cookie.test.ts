import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieMacKey } from '../../daemon/affinity/key-ring.ts';
import {
  isSignable,
  readCookie,
  type SignedCookie,
  signCookie,
  verifyCookie,
} from '../../daemon/affinity/signed-cookie.ts';

const key = {
  id: 'k1',
  secret: Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex'),
};
const keyOf = (id: string) => (id === 'k1' ? key : undefined);
const ada: Omit<SignedCookie, 'keyId'> = {
  sessionId: 'ada',
  backendId: 'api-1',
  incarnation: 1,
  generation: 2,
  issuedAtMs: 1_700_000_000_000,
};

describe('a signed cookie', () => {
  // Made with another program:
  // printf '%s' 'default.ada.api-1.1.2.s44we8.k1' | openssl dgst -sha256 -mac hmac -macopt hexkey:0001…1f -binary | base64
  test.each([
    ['default', ada, 'ada.api-1.1.2.s44we8.k1.M_NUG3O7bG0hHE7deRzMMe'],
    ['rooms', ada, 'ada.api-1.1.2.s44we8.k1.tAm8FMRY-cfntq-jHeaEuY'],
    [
      'default',
      { ...ada, sessionId: 'AAAAAAAAAAAAAAAAAAAAAA', generation: 4_294_967_295 },
      'AAAAAAAAAAAAAAAAAAAAAA.api-1.1.4294967295.s44we8.k1.ao3lpjZiwnwICi0pqlI4ls',
    ],
  ])('of pool %s is the same in every program (%j)', (pool, cookie, value) => {
    expect(signCookie(pool, cookie, key)).toBe(value);
    expect(verifyCookie(pool, value, keyOf)).toEqual({ ...cookie, keyId: 'k1' });
  });

  test('is signed by a key that is derived for this alone', () => {
    const derived = cookieMacKey({ id: 'k1', secret: key.secret, createdAtMs: 0, retiredAtMs: null });
    expect(Buffer.from(derived.secret).toString('hex')).toBe(
      '75fa325a5836afb364fa9914612401d5fa7c7afcc0444854066b21eed596aae4',
    );
  });

  test('of another pool, of a key that is not accepted, or with one character changed, is none', () => {
    const value = signCookie('default', ada, key);
    expect(verifyCookie('rooms', value, keyOf)).toBe('bad-mac');
    expect(verifyCookie('default', value, () => undefined)).toBe('unknown-key');
    for (let at = 0; at < value.length; at += 1) {
      const other = value[at] === 'x' ? 'y' : 'x';
      const changed = value.slice(0, at) + other + value.slice(at + 1);
      expect(
        verifyCookie('default', changed, () => key),
        changed,
      ).toEqual(expect.stringMatching(/^(malformed|bad-mac)$/));
    }
  });

  test.each([
    '',
    'ada',
    '.......',
    'a.b.1.1.1.k1',
    `${'a'.repeat(600)}.b.1.1.1.k.aaaaaaaaaaaaaaaaaaaaaa`,
    'a.b.0.1.1.k.aaaaaaaaaaaaaaaaaaaaaa',
    'a.b.1.-1.1.k.aaaaaaaaaaaaaaaaaaaaaa',
    'a.b.1.1.1.k.aaaaaaaaaaaaaaaaaaaaa=',
    'a.b.1.1.1.k.aaaaaaaaaaaaaaaaaaaaaaa',
  ])('%j is malformed', (value) => {
    expect(readCookie(value)).toBeUndefined();
    expect(verifyCookie('default', value, keyOf)).toBe('malformed');
  });

  test('says what was signed, whatever that was', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,256}$/);
    const backendId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/);
    const count = fc.integer({ min: 1, max: 2 ** 32 - 1 });
    const issued = fc.integer({ min: 0, max: 2 ** 33 }).map((seconds) => seconds * 1000);
    const cookies = fc.record({ sessionId: id, backendId, incarnation: count, generation: count, issuedAtMs: issued });
    fc.assert(
      fc.property(cookies, (cookie) => {
        expect(isSignable(cookie.sessionId)).toBe(true);
        const value = signCookie('default', cookie, key);
        expect(value).toMatch(/^[A-Za-z0-9_.-]+$/);
        expect(verifyCookie('default', value, keyOf)).toEqual({ ...cookie, keyId: 'k1' });
      }),
    );
  });

  test('can be anything a client sends (20,000 values)', () => {
    const piece = fc.constantFrom('.', 'a', '1', 'k1', 'api-1', '0', '-', 'é', '\0', 's44we8', 'A'.repeat(22));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(verifyCookie('default', pieces.join(''), keyOf)).toEqual(expect.any(String));
      }),
      { numRuns: 20_000 },
    );
  });
});
