import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasons } from '../../daemon/core/codes.ts';
import { parseSessionFilter } from '../../daemon/session-filter/parse.ts';
import type { Condition, SessionFilter } from '../../daemon/session-filter/syntax.ts';

const backend = (value: string): Condition => ({ kind: 'backend', operator: '=', value });
const [a, b, c] = [backend('a'), backend('b'), backend('c')];

describe('a filter', () => {
  test.each([
    ['backend = "api-1"', backend('api-1')],
    ["backend='api-1'", backend('api-1')],
    ['  backend=api-1\n', backend('api-1')],
    ['backend != api-1', { kind: 'backend', operator: '!=', value: 'api-1' }],
    ['idle > 5m', { kind: 'idle', operator: '>', value: 300_000 }],
    ['age<=1h30m', { kind: 'age', operator: '<=', value: 5_400_000 }],
    ['idle >= 300s', { kind: 'idle', operator: '>=', value: 300_000 }],
    ['generation < 3', { kind: 'generation', operator: '<', value: 3 }],
    ['pinned = true', { kind: 'pinned', operator: '=', value: true }],
    ['kept != false', { kind: 'kept', operator: '!=', value: false }],
    ['reason = backend-drained', { kind: 'reason', operator: '=', value: 'backend-drained' }],
    ['reason = REASON_BACKEND_DRAINED', { kind: 'reason', operator: '=', value: 'backend-drained' }],
    ['labels.user = "ada"', { kind: 'label', name: 'user', operator: '=', value: 'ada' }],
    ['labels.example.com/tier = gold', { kind: 'label', name: 'example.com/tier', operator: '=', value: 'gold' }],
    ['labels."any name" != ""', { kind: 'label', name: 'any name', operator: '!=', value: '' }],
    [String.raw`labels.says = "\"hi\" \\"`, { kind: 'label', name: 'says', operator: '=', value: '"hi" \\' }],
    ['backend = AND', backend('AND')],
    ['labels.user = "AND"', { kind: 'label', name: 'user', operator: '=', value: 'AND' }],
  ])('%j is read', (text, expected) => {
    expect(parseSessionFilter(text)).toEqual(expected);
  });

  test.each(['', ' ', '\n\t'])('%j lets everything through', (text) => {
    expect(parseSessionFilter(text)).toBeNull();
  });

  test.each([
    ['backend=a AND backend=b OR backend=c', { kind: 'and', parts: [a, { kind: 'or', parts: [b, c] }] }],
    ['backend=a OR backend=b AND backend=c', { kind: 'and', parts: [{ kind: 'or', parts: [a, b] }, c] }],
    ['(backend=a AND backend=b) OR backend=c', { kind: 'or', parts: [{ kind: 'and', parts: [a, b] }, c] }],
    ['NOT backend=a OR backend=b', { kind: 'or', parts: [{ kind: 'not', part: a }, b] }],
    ['NOT (backend=a OR backend=b)', { kind: 'not', part: { kind: 'or', parts: [a, b] } }],
    ['NOT NOT backend=a', { kind: 'not', part: { kind: 'not', part: a } }],
    ['backend=a AND backend=b AND backend=c', { kind: 'and', parts: [a, b, c] }],
    ['((backend=a))', a],
  ])('%j: OR binds tighter than AND, NOT tightest', (text, expected) => {
    expect(parseSessionFilter(text)).toEqual(expected);
  });

  test.each([
    ['backend', 8, 'expected one of = != < <= > >= behind "backend"'],
    ['backend =', 10, 'expected a value behind ='],
    ['colour = blue', 1, '"colour" can\'t be filtered by; these can: backend, idle'],
    ['Backend = a', 1, "can't be filtered by"],
    ['labels = a', 1, 'labels needs a name'],
    ['labels. = a', 8, 'expected the name of a label'],
    ['labels. "user" = a', 8, 'expected the name of a label'],
    ['backend < a', 9, 'a backend is compared by = and != only'],
    ['pinned = yes', 10, 'expected true or false, not "yes"'],
    ['idle > 5', 8, 'expected a duration such as 5m or 300s, not "5"'],
    ['idle > fast', 8, 'expected a duration'],
    ['generation = -1', 14, 'expected a number'],
    ['generation = 99999999999', 14, 'expected a number'],
    ['reason = whim', 10, 'expected one of new, lapsed'],
    ['backend = a backend = b', 13, 'expected AND or OR, not "backend"'],
    ['backend = a and backend = b', 13, 'and is written AND'],
    ['backend = "a', 11, 'this quote is never closed'],
    ['(backend = a', 1, 'this parenthesis is never closed'],
    ['backend = a)', 12, 'this parenthesis was never opened'],
    ['(backend = a backend', 14, 'expected AND, OR or )'],
    ['()', 2, 'expected a field'],
    ['AND backend = a', 1, 'there is nothing before AND'],
    ['backend = a AND', 16, 'expected a field'],
    ['NOT', 4, 'expected a field'],
    ['backend : a', 9, '":" has no meaning here'],
    ['backend = a\\b', 12, 'has no meaning here'],
    ['"backend" = a', 1, 'expected a field'],
  ])('%j is refused at character %d', (text, position, problem) => {
    expect(errorOf(text)).toMatchObject({
      kind: 'invalid-argument',
      message: expect.stringMatching(new RegExp(`^filter: at character ${position}: `)),
      metadata: { field: 'filter', position: String(position) },
    });
    expect(errorOf(text)).toHaveProperty('message', expect.stringContaining(problem));
  });

  test.each([
    ['parentheses', `${'('.repeat(1_000)}pinned = true${')'.repeat(1_000)}`, 66],
    ['NOT', `${'NOT '.repeat(1_000)}pinned = true`, 261],
  ])('nested 1,000 deep by %s is refused where it gets too deep', (_, text, position) => {
    expect(errorOf(text)).toHaveProperty('message', `filter: at character ${position}: nested more than 64 deep`);
  });

  test('of 1 MB is refused for its length, unread', () => {
    for (const text of ['('.repeat(2 ** 20), `backend = "${'a'.repeat(2 ** 20)}"`, ' '.repeat(2 ** 20)]) {
      expect(errorOf(text)).toHaveProperty('message', expect.stringContaining('at most 4096 characters'));
    }
  });

  test('of many alternatives side by side is read', () => {
    const text = Array.from({ length: 200 }, (_, i) => `backend = b${i}`).join(' OR ');
    expect(parseSessionFilter(text)).toMatchObject({ kind: 'or', parts: { length: 200 } });
  });

  test('comes back as it was, however it is written', () => {
    fc.assert(
      fc.property(filters, fc.array(fc.constantFrom('', ' ', '\n'), { minLength: 1 }), (filter, spaces) => {
        expect(parseSessionFilter(written(filter, spaces))).toEqual(flat(filter));
      }),
      { numRuns: 500 },
    );
  });

  test('of any text at all is read or refused with a position inside of it', () => {
    const pieces = fc.constantFrom(
      'backend',
      '=',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      '"a',
      "'",
      '5m',
      'idle',
      '>',
      '\\',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        const error = errorOf(text) as { metadata?: { position?: string } } | undefined;
        if (error === undefined) return;
        const position = Number(error.metadata?.position);
        expect(position).toBeGreaterThanOrEqual(1);
        expect(position).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 1_000 },
    );
  });
});

function errorOf(text: string): unknown {
  try {
    parseSessionFilter(text);
    return undefined;
  } catch (error) {
    return error;
  }
}

const equality = fc.constantFrom('=' as const, '!=' as const);
const comparison = fc.constantFrom(
  '=' as const,
  '!=' as const,
  '<' as const,
  '<=' as const,
  '>' as const,
  '>=' as const,
);
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constant('backend' as const), operator: equality, value: fc.string() }),
  fc.record({ kind: fc.constant('reason' as const), operator: equality, value: fc.constantFrom(...reasons) }),
  fc.record({
    kind: fc.constantFrom('pinned' as const, 'kept' as const, 'confirmed' as const),
    operator: equality,
    value: fc.boolean(),
  }),
  fc.record({ kind: fc.constantFrom('idle' as const, 'age' as const), operator: comparison, value: fc.nat(99_999) }),
  fc.record({ kind: fc.constant('generation' as const), operator: comparison, value: fc.nat(2 ** 31) }),
  fc.record({
    kind: fc.constant('label' as const),
    name: fc.string({ minLength: 1 }),
    operator: equality,
    value: fc.string(),
  }),
);
const filters = fc.letrec<{ filter: SessionFilter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    conditions,
    fc.record({ kind: fc.constant('not' as const), part: tie('filter') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).filter;

function written(filter: SessionFilter, spaces: readonly string[]): string {
  let turn = 0;
  const space = (): string => spaces[turn++ % spaces.length]!;
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const write = (part: SessionFilter): string => {
    if ('parts' in part) {
      const joined = part.parts.map((each) => `(${space()}${write(each)}${space()})`);
      return joined.join(`${space()}${part.kind.toUpperCase()}${space()}`);
    }
    if (part.kind === 'not') return `NOT${space()}(${write(part.part)})`;
    const field = part.kind === 'label' ? `labels.${quoted(part.name)}` : part.kind;
    const value = part.kind === 'idle' || part.kind === 'age' ? `${part.value}ms` : part.value;
    return `${field}${space()}${part.operator}${space()}${typeof value === 'string' ? quoted(value) : value}`;
  };
  return write(filter);
}

/** A group of one is what is in it. */
function flat(filter: SessionFilter): SessionFilter {
  if (filter.kind === 'not') return { kind: 'not', part: flat(filter.part) };
  if (!('parts' in filter)) return filter;
  const parts = filter.parts.map(flat);
  return parts.length === 1 ? parts[0]! : { kind: filter.kind, parts };
}
