import { describe, expect, test } from 'vitest';
import { LbError } from '../../daemon/core/errors.ts';
import { addressOf } from '../../daemon/rpc/address.ts';
import { pageSizeOf } from '../../daemon/rpc/page-size.ts';
import { quoted } from '../../daemon/rpc/quoted.ts';
import {
  backendIdOf,
  poolNameOf,
  poolNameOrAllOf,
  presentedSessionIdOf,
  reasonOf,
  sessionIdOf,
  shortText,
} from '../../daemon/rpc/texts.ts';

/** Why `take` refuses; undefined when it takes. */
function refusalOf(take: () => unknown): LbError | undefined {
  try {
    take();
    return undefined;
  } catch (error) {
    if (error instanceof LbError) return error;
    throw error;
  }
}

describe('a session id', () => {
  test.each([
    ['one byte', 'a'],
    ['256 bytes', 'x'.repeat(256)],
    ['256 bytes in 128 characters', 'é'.repeat(128)],
    ['256 bytes in 64 astral characters', '😀'.repeat(64)],
    ['spaces and punctuation', ' a "b" \\ c/d?e=f;g ~'],
    ['text in any script', 'Łódź 東京 שלום'],
  ])('of %s is taken as it is', (_what, id) => {
    expect(sessionIdOf(id)).toBe(id);
    expect(presentedSessionIdOf(id)).toBe(id);
  });

  test.each([
    ['257 bytes', 'x'.repeat(257), '257'],
    ['257 bytes in fewer characters', `${'é'.repeat(128)}x`, '257'],
    ['a NUL', 'a\u0000b', '"a\\u0000b"'],
    ['a line feed', 'ada\n', '"ada\\n"'],
    ['an escape', '\u001b[31mada', '"\\u001b[31mada"'],
    ['a DEL', 'ada\u007f', '"ada\\u007f"'],
    ['a C1 control', 'ada\u0085', '"ada\\u0085"'],
    ['the last C1 control', '\u009f', '"\\u009f"'],
    ['half of a surrogate pair', 'ada\ud800', '"ada\\ud800"'],
  ])('with %s is refused, and the message shows what it is', (_what, id, shown) => {
    for (const take of [sessionIdOf, presentedSessionIdOf]) {
      const refused = refusalOf(() => take(id));
      expect(refused).toMatchObject({ kind: 'invalid-session-id', metadata: { field: 'session_id' } });
      expect(refused?.message).toContain(shown);
    }
  });

  test('may be missing in Route only', () => {
    expect(presentedSessionIdOf('')).toBe('');
    expect(refusalOf(() => sessionIdOf(''))).toMatchObject({ kind: 'invalid-session-id' });
  });
});

describe('ids of pools and backends', () => {
  test.each(['a', 'A9', '9-lives', 'web_1', 'x'.repeat(63)])('%s is one', (id) => {
    expect(backendIdOf(id)).toBe(id);
    expect(poolNameOf(id)).toBe(id);
    expect(poolNameOrAllOf(id)).toBe(id);
  });

  test.each(['-a', '_a', 'a.b', 'a b', 'ä', 'a\n', 'x'.repeat(64)])('%j is none', (id) => {
    expect(refusalOf(() => backendIdOf(id))?.metadata).toEqual({ field: 'backend_id' });
    expect(refusalOf(() => poolNameOf(id, 'backend.pool'))?.metadata).toEqual({ field: 'backend.pool' });
    expect(refusalOf(() => poolNameOrAllOf(id))?.kind).toBe('invalid-argument');
  });

  test('an empty pool is the default one, or all of them; an empty backend is none', () => {
    expect(poolNameOf('')).toBe('default');
    expect(poolNameOrAllOf('')).toBe('');
    expect(refusalOf(() => backendIdOf(''))?.kind).toBe('invalid-argument');
  });
});

describe('an address', () => {
  test.each([
    'web-1:80',
    'localhost:65535',
    'my_app:3000',
    'example.com.:443',
    '10.0.0.1:8080',
    '[::1]:8080',
    '[2001:db8::7]:1',
    `${'a'.repeat(63)}.example:1`,
    '3com.example:80',
  ])('%s is one', (address) => {
    expect(addressOf(address, 'backend.address')).toBe(address);
  });

  test.each([
    '',
    'web-1',
    ':80',
    'web-1:',
    'web-1:0',
    'web-1:65536',
    'web-1:080',
    'web-1:+80',
    'web-1:8e1',
    'web 1:80',
    '10.0.0.256:80',
    '10.0.0:80',
    '1:80',
    '::1:80',
    '2001:db8::7:443',
    '[::1]',
    '[::g]:80',
    '[10.0.0.1]:80',
    '[]:80',
    'http://web-1:80',
    'web-1:80/path',
    'user@web-1:80',
    '-web:80',
    'a..b:80',
    `${'a'.repeat(64)}:80`,
    `${'a.'.repeat(127)}b:80`,
    'web\n:80',
  ])('%j is none, and the field is named', (address) => {
    expect(refusalOf(() => addressOf(address, 'backend.address'))).toMatchObject({
      kind: 'invalid-argument',
      metadata: { field: 'backend.address' },
    });
  });

  test('of IPv6 without brackets is told about brackets', () => {
    expect(refusalOf(() => addressOf('2001:db8::7:443', 'a'))?.message).toContain('"[2001:db8::7]:443"');
  });
});

describe('other texts', () => {
  test('are counted in bytes', () => {
    expect(shortText('é'.repeat(31), 'backend.zone', 63)).toHaveLength(31);
    expect(refusalOf(() => shortText('é'.repeat(32), 'backend.zone', 63))?.message).toContain('64');
    expect(reasonOf('x'.repeat(256))).toHaveLength(256);
    expect(refusalOf(() => reasonOf('x'.repeat(257)))?.metadata).toEqual({ field: 'reason' });
  });

  test('hold no control characters', () => {
    expect(refusalOf(() => reasonOf('deploy\u001b[2J'))?.message).toContain('\\u001b[2J');
  });

  test('are quoted without what could harm a terminal, and cut', () => {
    expect(quoted('a"b')).toBe('"a\\"b"');
    expect(quoted('\u009b31m\u202e')).toBe('"\\u009b31m\\u202e"');
    expect(quoted('x'.repeat(500)).length).toBeLessThan(100);
    expect(quoted(`${'x'.repeat(79)}😀`)).toBe(`"${'x'.repeat(79)}\\ud83d…"`);
  });
});

test('a page has 1 to 1,000 rows: 0 is 100, and more is 1,000', () => {
  expect([0, 1, 100, 1_000, 1_001, 2 ** 31 - 1].map(pageSizeOf)).toEqual([100, 1, 100, 1_000, 1_000, 1_000]);
  expect(refusalOf(() => pageSizeOf(-1))?.metadata).toEqual({ field: 'page_size' });
});
