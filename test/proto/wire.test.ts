import type { MethodDefinition } from '@grpc/grpc-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adminService, routingService } from '../../proto/contract.ts';
import { enums, services } from '../../proto/generated/schema.ts';
import * as lean from '../../proto/lean-contract.ts';
import { decode } from '../../proto/wire-reader.ts';
import { encode, isMessage, type MessageName, rowsOf } from '../../proto/wire-writer.ts';

/** Any message of a type, with anything in it that its fields can hold. */
function anyMessage(name: MessageName, depth = 0): fc.Arbitrary<object> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const oneofs = new Map<string, string[]>();
  for (const [field, [, type, times, oneof]] of Object.entries(rowsOf(name))) {
    if (isMessage(type) && depth > 2) continue;
    const value = anyValue(type, depth);
    if (times === 'repeated') fields[field] = fc.array(value, { maxLength: 3 });
    else if (times === 'map') fields[field] = fc.dictionary(fc.string(), value, { maxKeys: 3, noNullPrototype: true });
    else fields[field] = value;
    if (oneof !== undefined) oneofs.set(oneof, [...(oneofs.get(oneof) ?? []), field]);
  }
  // Of a oneof one member at most may be given.
  return fc.record(fields, { requiredKeys: [] }).map((message: Record<string, unknown>) => {
    for (const members of oneofs.values()) {
      const given = members.filter((field) => field in message);
      for (const field of given.slice(1)) delete message[field];
    }
    return message;
  });
}

function anyValue(type: string, depth: number): fc.Arbitrary<unknown> {
  if (isMessage(type)) return anyMessage(type, depth + 1);
  if (type in enums) return fc.constantFrom(...Object.keys(enums[type as keyof typeof enums]));
  const scalars: Record<string, fc.Arbitrary<unknown>> = {
    string: fc.string({ unit: 'grapheme' }),
    bytes: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    bool: fc.boolean(),
    double: fc.double({ noNaN: true }),
    int32: fc.integer(),
    uint32: fc.nat(2 ** 32 - 1),
    int64: fc.maxSafeInteger(),
    uint64: fc.maxSafeNat(),
  };
  return scalars[type]!;
}

type Methods = Readonly<Record<string, MethodDefinition<object, object>>>;

const pairs: readonly [keyof typeof services, Methods, Methods][] = [
  ['lb.v1.RoutingService', { ...routingService }, { ...lean.routingService }],
  ['lb.v1.AdminService', { ...adminService }, { ...lean.adminService }],
];

describe.each(pairs)('%s without proto-loader', (name, loaded, ours) => {
  test('has the same methods, under the same paths', () => {
    const outline = (methods: Methods) =>
      Object.entries(methods).map(([method, { path, requestStream, responseStream }]) => ({
        method,
        path,
        requestStream,
        responseStream,
      }));
    expect(outline(ours)).toEqual(outline(loaded));
  });

  test.each(Object.entries(services[name]))('%s is said and understood alike', (method, [request, response]) => {
    const [ourMethod, loadedMethod] = [ours[method]!, loaded[method]!];
    fc.assert(
      fc.property(anyMessage(request), anyMessage(response), (question, answer) => {
        const asked = ourMethod.requestSerialize(question);
        expect(loadedMethod.requestDeserialize(asked)).toEqual(
          loadedMethod.requestDeserialize(loadedMethod.requestSerialize(question)),
        );
        const answered = loadedMethod.responseSerialize(answer);
        expect(ourMethod.responseDeserialize(answered)).toEqual(loadedMethod.responseDeserialize(answered));
      }),
      { numRuns: 100 },
    );
  });
});

test('a map takes any key, also one that JavaScript has plans for', () => {
  const labels = Object.fromEntries(['__proto__', 'constructor', ''].map((key) => [key, 'ada']));
  const { labels: read } = decode('lb.v1.Session', encode('lb.v1.Session', { labels }));
  expect(Object.entries(read as object)).toEqual(Object.entries(labels));
});

describe('what a message can be wrong in', () => {
  test.each([
    [{ session_id: 7 }, 'lb.v1.RouteRequest.session_id: text is expected'],
    [{ max_fallbacks: 'many' }, 'lb.v1.RouteRequest.max_fallbacks: a number is expected'],
    [{ max_fallbacks: 1.5 }, 'lb.v1.RouteRequest.max_fallbacks: a whole number is expected'],
    [{ http: 'x' }, 'lb.v1.RouteRequest.http: a message is expected'],
  ])('%j names the field', (message, words) => {
    expect(() => encode('lb.v1.RouteRequest', message)).toThrow(words);
  });

  test('fields of a newer lbd are passed over, whatever they hold', () => {
    const newer = Buffer.concat([
      Buffer.from([0xf8, 0x3f, 0x96, 0x01]), // a number, field 1023
      Buffer.from([0xf9, 0x3f, 1, 2, 3, 4, 5, 6, 7, 8]), // eight bytes
      Buffer.from([0xfa, 0x3f, 2, 0x61, 0x62]), // a text
      Buffer.from([0xfd, 0x3f, 1, 2, 3, 4]), // four bytes
      encode('lb.v1.EndSessionResponse', { ended: true }),
    ]);
    expect(decode('lb.v1.EndSessionResponse', newer)).toEqual({ ended: true });
  });

  test('bytes that end too soon, or never, are no message', () => {
    const whole = encode('lb.v1.GetPoolRequest', { name: 'default' });
    for (let length = 1; length < whole.length; length++) {
      expect(() => decode('lb.v1.GetPoolRequest', whole.subarray(0, length))).toThrow('ends within a value');
    }
    expect(() => decode('lb.v1.GetPoolRequest', Buffer.alloc(12, 0xff))).toThrow('more than ten bytes');
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          decode('lb.v1.Backend', Buffer.from(bytes));
        } catch (error) {
          expect((error as Error).message).toMatch(/ends within a value|more than ten bytes|is not of proto3/);
        }
      }),
    );
  });
});
