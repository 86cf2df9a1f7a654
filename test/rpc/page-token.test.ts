import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageTokens } from '../../daemon/rpc/page-token.ts';

const tokens = pageTokens(new Uint8Array(32).fill(7));
const slots = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const requests = fc.tuple(fc.string(), fc.string());

describe('a page token', () => {
  test('brings its own request back to its slot', () => {
    fc.assert(
      fc.property(slots, requests, (slot, request) => {
        const token = tokens.write(slot, request);
        expect(token).toMatch(/^[\w-]{24}$/);
        expect(tokens.read(token, request)).toBe(slot);
      }),
    );
  });

  test('that is empty begins at the first slot', () => {
    expect(tokens.read('', ['default', 'api-1'])).toBe(0);
  });

  test('of another request is refused, however the texts are cut', () => {
    fc.assert(
      fc.property(slots, requests, requests, (slot, mine, other) => {
        fc.pre(mine[0] !== other[0] || mine[1] !== other[1]);
        expect(() => tokens.read(tokens.write(slot, mine), other)).toThrow(/^page_token: /);
      }),
    );
    expect(() => tokens.read(tokens.write(1, ['a', 'b']), ['ab', ''])).toThrow(/^page_token: /);
  });

  test('of another dataset is refused', () => {
    const others = pageTokens(new Uint8Array(32).fill(8));
    expect(() => others.read(tokens.write(5, ['', '']), ['', ''])).toThrow(/^page_token: /);
  });

  test('with any character changed, left out or added is refused', () => {
    const alphabet = fc.constantFrom(...'ABYZabyz0189-_=+/ .\n');
    const edits = fc.record({
      at: fc.nat({ max: 24 }),
      text: fc.oneof(fc.constant(''), alphabet),
      cut: fc.nat({ max: 2 }),
    });
    fc.assert(
      fc.property(slots, edits, (slot, { at, text, cut }) => {
        const token = tokens.write(slot, ['default', '']);
        const changed = token.slice(0, at) + text + token.slice(at + cut);
        fc.pre(changed !== token && changed !== '');
        expect(() => tokens.read(changed, ['default', ''])).toThrow(/^page_token: /);
      }),
    );
  });

  test('made of any text is refused', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        expect(() => tokens.read(text, ['default', ''])).toThrow(/^page_token: /);
      }),
    );
  });
});
