import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieValues, nameOf, withoutCookies } from '../../daemon/affinity/cookie-header.ts';

describe('the values of a cookie', () => {
  test.each([
    ['session_id=abc', ['abc']],
    ['a=1; session_id=abc; b=2', ['abc']],
    ['session_id=first; session_id=second', ['first', 'second']],
    ['session_id = abc ;x=1', ['abc']],
    ['session_id="abc"', ['abc']],
    ['session_id=', ['']],
    ['xsession_id=abc; session_idx=abc', []],
    ['a=session_id=abc', []],
    ['session_id', []],
    ['session_id; x=1', []],
    ['', []],
    [';;;session_id=abc;;', ['abc']],
    ['session_id=a=b', ['a=b']],
  ])('in %j are %j', (header, values) => {
    expect(cookieValues(header, 'session_id')).toEqual(values);
  });

  test('are those that parting at semicolons finds, whatever the header (20,000 of them)', () => {
    const piece = fc.constantFrom(
      'session_id',
      'session',
      '=',
      ';',
      ' ',
      '\t',
      '"',
      'a',
      '\u00ff',
      '%3B',
      ',',
      '=;',
      '; ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const header = pieces.join('');
        expect(cookieValues(header, 'session_id')).toEqual(parted(header, 'session_id'));
        expect(parted(withoutCookies(header, ['session_id']), 'session_id')).toEqual([]);
      }),
      { numRuns: 20_000 },
    );
  });
});

test('the other cookies pass on as they are', () => {
  expect(withoutCookies('a=1; session_id=x; b=2', ['session_id'])).toBe('a=1; b=2');
  expect(withoutCookies('session_id=x; backend=y', ['session_id', 'backend'])).toBe('');
  expect(withoutCookies('a=1;b="2"', ['session_id'])).toBe('a=1;b="2"');
});

test('the name of a Set-Cookie header is what stands before its first equals sign', () => {
  expect(nameOf('a=b=c; Path=/')).toBe('a');
  expect(nameOf(' a = b')).toBe('a');
  expect(nameOf('a; b=c')).toBe('');
});

/** The plain way: a second opinion. */
function parted(header: string, name: string): string[] {
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).replace(/^[ \t]+|[ \t]+$/g, '') !== name) return [];
    const value = pair.slice(equals + 1).trim();
    return [value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value];
  });
}
