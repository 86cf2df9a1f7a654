import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Assignment } from '../../daemon/routing/answers.ts';
import { RouteAnswerWriter, type RouteItem } from '../../daemon/rpc/route-answer-writer.ts';
import { routeResponse } from '../../daemon/rpc/route-codec.ts';
import { routingService } from '../../proto/contract.ts';

const { responseSerialize, responseDeserialize } = routingService.RouteStream;

const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength }),
    fc.string({ unit: 'grapheme', maxLength: maxLength / 4 }),
    fc.constant('é'.repeat(64)),
  );
const atMs = fc.oneof(
  fc.nat({ max: 2_000 }),
  fc.integer({ min: 0, max: 2 ** 42 }),
  fc.double({ min: 1, max: 2 ** 42, noNaN: true }),
);
const place = { backendId: text(63), address: text(260) };

const assignments: fc.Arbitrary<Assignment> = fc.record({
  ...place,
  sessionId: text(256),
  pool: text(63),
  outcome: fc.constantFrom('kept' as const, 'assigned' as const, 'moved' as const),
  reason: fc.constantFrom(null, 'new' as const, 'backend-drained' as const),
  incarnation: fc.integer({ min: 1, max: 9 }),
  generation: fc.oneof(fc.nat({ max: 300 }), fc.constant(2 ** 32 - 1)),
  createdAtMs: atMs,
  expiresAtMs: atMs,
  fallbacks: fc.option(fc.array(fc.record(place), { maxLength: 8 }), { nil: undefined, freq: 9 }),
  explanation: fc.option(fc.array(text(100), { maxLength: 50 }), { nil: undefined, freq: 9 }),
});
const items: fc.Arbitrary<RouteItem> = fc.oneof(
  { weight: 9, arbitrary: assignments },
  { weight: 1, arbitrary: fc.record({ error: fc.record({ code: fc.nat({ max: 16 }), message: text(100) }) }) },
);

test('an answer reads as what the library makes of it', () => {
  const writer = new RouteAnswerWriter();
  fc.assert(
    fc.property(fc.array(items, { maxLength: 40 }), (all) => {
      const results = all.map((item) => ('error' in item ? { error: item.error } : { response: routeResponse(item) }));
      const expected = responseDeserialize(responseSerialize({ sequence: 7, results }));
      expect(responseDeserialize(writer.answer(Buffer.of(7), all))).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

test('the largest message is answered whole, and its bytes are its own', () => {
  const writer = new RouteAnswerWriter();
  const [one] = fc.sample(assignments, { numRuns: 1, seed: 1 });
  const long = { ...one!, sessionId: 'x'.repeat(256), address: 'y'.repeat(260), fallbacks: undefined };
  const first = writer.answer(Buffer.of(5), Array(1_024).fill(long));
  const copy = Buffer.from(first);
  writer.answer(Buffer.of(6), Array(1_024).fill({ ...long, sessionId: 'z' }));
  expect(first.equals(copy)).toBe(true);
  const { sequence, results } = responseDeserialize(first);
  expect({ sequence, count: results.length, last: results.at(-1)?.response?.session_id }).toEqual({
    sequence: 5,
    count: 1_024,
    last: 'x'.repeat(256),
  });
});
